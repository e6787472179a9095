"""What is told of a library for a while: in two taps in a chat, seen in every answer."""

from dataclasses import replace
from datetime import timedelta

from bot.app.content_index import ContentIndex
from bot.contracts.services import Services
from bot.libraries.live import LiveDesk
from bot.libraries.live_rules import NewState, Term, end_of
from bot.places.access import AccessPoints
from bot.places.live import ALL, LiveKind, of_hromada, of_library
from bot.staff.model import Role
from tests.flows.conftest import services_of
from tests.flows.desk_talk import HERE, at, invited, linked
from tests.flows.librarian import librarian_of
from tests.talk import MONDAY_NOON, BareLine, Talk

CARD = f"library__{HERE}"
NAME = "Деражнянська міська центральна бібліотека"
DERAZHNIA = "UA68040150000077185"


async def tells(talk: Talk, kind: LiveKind, *, whom: str = of_library(HERE), note: str = "") -> int:
    """A coordinator tells it until the end of Monday; the state's id."""
    person, _ = await invited(talk, "Координаторка", role=Role.COORDINATOR)

    async def use(services: Services) -> int:
        new = NewState(whom, kind, end_of(Term.TODAY, MONDAY_NOON), note)
        return (await services[LiveDesk].tell(new, by=person, now=MONDAY_NOON)).id

    return await at(talk, use)


async def test_told_in_two_taps_seen_by_a_citizen_and_over_by_itself(bare: BareLine) -> None:
    talk = Talk(bare)
    await linked(talk)
    await talk.tap("Сьогодні в бібліотеці")
    talk.sees(NAME, "Що сьогодні в бібліотеці?")
    await talk.tap("Зачинено")
    await talk.tap("на 3 години")
    talk.sees("Читачі тепер бачать: Зачинено до 15:00.", "Закінчиться саме")
    await talk.start(CARD)
    talk.sees("Зачинено до 15:00.")
    await talk.say("бібліотека в Деражні")
    talk.sees("1. ", f"Зараз не йдіть сюди: {NAME}. Зачинено до 15:00.")
    talk.misses(f"1. {NAME}")
    bare.now += timedelta(hours=3)
    await talk.say("бібліотека в Деражні")
    talk.sees(f"1. {NAME}")
    talk.misses("Зачинено")


async def test_a_reason_is_written_before_the_term(talk_here: Talk) -> None:
    talk = talk_here
    await linked(talk)
    await talk.start("desk_live")
    await talk.tap("Немає світла")
    talk.sees("Хочете, щоб читачі знали чому? Спершу напишіть, тоді виберіть.")
    await talk.say("я" * 121)
    talk.sees("щонайбільше 120 літер", "На який час?")
    await talk.say("обрив лінії, обіцяють увечері")
    talk.misses("112")
    talk.sees("Читачі побачать чому: обрив лінії, обіцяють увечері")
    await talk.tap("сьогодні")
    talk.sees("Читачі тепер бачать: Немає світла сьогодні:", "Обрив лінії, обіцяють увечері.")


async def test_moved_with_the_address_and_back_to_usual(talk_here: Talk) -> None:
    talk = talk_here
    await linked(talk)
    await talk.start("desk_live")
    await talk.tap("Тимчасово переїхали")
    await talk.say("вул. Подільська, 5, школа")
    await talk.tap("на тиждень")
    talk.sees("працює за іншою адресою: вул. Подільська, 5, школа.", "до нд, 29 листопада")
    await talk.start(CARD)
    talk.sees("працює за іншою адресою: вул. Подільська, 5, школа.")
    assert not any(one.pinned for one in talk.screen)
    assert not any("directions" in url for url in talk.urls)
    await talk.start("desk_live")
    talk.sees("вул. Подільська")
    await talk.tap("Працюємо як завжди")
    await talk.start(CARD)
    talk.misses("Подільська")
    assert any(one.pinned for one in talk.screen)


async def test_without_internet_no_e_services_there_and_an_answer_about_it_says_so(
    talk_here: Talk,
) -> None:
    talk = talk_here
    await talk.start("library__hounb")
    talk.sees("Є: комп’ютери, інтернет, Wi-Fi")
    await tells(talk, LiveKind.NO_INTERNET, whom=of_library("hounb"), note="обіцяють о 18-й.")
    await talk.start("library__hounb")
    talk.sees("Немає інтернету сьогодні: з е-послугами тут зараз не допоможуть. Обіцяють о 18-й.")
    talk.sees("Є: комп’ютери, читальна зала")
    await talk.say("а інтернет є?")
    talk.sees("Немає інтернету сьогодні")


async def test_many_at_once_and_one_that_says_otherwise(talk_here: Talk) -> None:
    talk = talk_here
    await linked(talk)
    await tells(talk, LiveKind.CLOSED, whom=ALL, note="Повітряна тривога")
    heard = await talk.line.letters()
    assert "Координатор повідомляє про вашу бібліотеку: Зачинено сьогодні." in heard[-1].text
    await talk.start("library__hounb")
    talk.sees("Зачинено сьогодні. Повітряна тривога.")
    await talk.say("бібліотека в Деражні")
    talk.sees(f"Зараз не йдіть сюди: {NAME}. Зачинено сьогодні.")
    await talk.start("desk_live")
    await talk.tap("Працюємо як завжди")
    await talk.start(CARD)
    talk.misses("Зачинено сьогодні")
    await talk.start("library__hounb")
    talk.sees("Зачинено сьогодні")


async def test_a_hromada_is_its_libraries(talk_here: Talk) -> None:
    talk = talk_here
    await tells(talk, LiveKind.NO_POWER, whom=of_hromada(DERAZHNIA))
    await talk.start(CARD)
    talk.sees("Немає світла сьогодні: комп’ютери й принтер не працюють.")
    await talk.start("library__hounb")
    talk.misses("Немає світла")


async def test_who_looks_for_warmth_is_told_of_warm_places(talk_here: Talk) -> None:
    talk = talk_here
    await talk.say("нема світла, де зарядити телефон")
    talk.sees("Де ви?")
    await talk.say("Деражня")
    talk.sees("Жодна бібліотека поруч не повідомляла", "зателефонуйте")
    await tells(talk, LiveKind.WARM)
    await talk.say("де погрітись")  # in the place that was named
    talk.sees("Тут можна зігрітися й зарядити телефон:", f"1. {NAME} – тут", "сьогодні")
    await talk.start(CARD)
    talk.sees("Тут можна зігрітися й зарядити телефон: сьогодні.")


async def test_a_question_goes_there_all_the_same_and_its_answers_say_what_holds(
    talk_here: Talk,
) -> None:
    talk = talk_here
    await librarian_of(talk, point=HERE)
    await tells(talk, LiveKind.NO_POWER)
    await talk.say("людина")
    await talk.say("Де шукати метричну книгу за 1913 рік?")
    await talk.say("Деражня")
    talk.sees("Відповідатиме: Деражнянська", "Немає світла сьогодні")
    await talk.tap("Надіслати")
    talk.sees("Відповідає: Деражнянська", "Немає світла сьогодні")


async def test_where_the_library_is_cut_off_past_the_term_somebody_else_answers(
    talk_here: Talk,
) -> None:
    talk = talk_here
    await librarian_of(talk, point=HERE)
    await librarian_of(talk, point="hounb")
    person, _ = await invited(talk, "Координаторка", role=Role.COORDINATOR)
    new = NewState(of_library(HERE), LiveKind.NO_INTERNET, end_of(Term.WEEK, MONDAY_NOON))
    await at(talk, lambda services: services[LiveDesk].tell(new, by=person, now=MONDAY_NOON))
    await talk.say("людина")
    await talk.say("Де шукати метричну книгу за 1913 рік?")
    await talk.say("Деражня")
    talk.sees("Відповідатиме: Хмельницька обласна")


async def test_a_point_of_invincibility_in_the_records_is_named_where_nobody_has_told(
    bare: BareLine, content_index: ContentIndex
) -> None:
    hounb = next(one for one in content_index.content.access_points if one.id == "hounb")
    known = replace(hounb, capabilities=hounb.capabilities | {"resilience_point"})
    bare.services = services_of(content_index, access_points=AccessPoints((known,)))
    talk = Talk(bare)
    await talk.start()
    await talk.say("де погрітись")
    await talk.say("Хмельницький")
    talk.sees("Пункт незламності, про який ми знаємо", hounb.name.main)
