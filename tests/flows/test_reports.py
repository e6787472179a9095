"""What citizens say is wrong: in any words or by a button, a task, closed with thanks."""

import pytest

from bot.app.content_index import ContentIndex
from bot.contracts.services import Services
from bot.libraries.report_model import Report, ReportKind
from bot.libraries.reports import Reports
from bot.staff.model import Person, Role
from tests.flows.desk_talk import HERE, at
from tests.flows.librarian import Librarian, librarian_of
from tests.talk import Talk

CARD = f"library__{HERE}"


async def tasks(talk: Talk, person: Person) -> list[Report]:
    return await at(talk, lambda services: services[Reports].of(person))


async def network(talk: Talk) -> Librarian:
    return await librarian_of(talk, role=Role.COORDINATOR)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("телефон не відповідає", ReportKind.PHONE),
        ("ніхто не бере трубку", ReportKind.PHONE),
        ("зачинено, хоч пише відчинено", ReportKind.CLOSED),
        ("прийшла а там замок", ReportKind.CLOSED),
        ("графік не той, вони до 16", ReportKind.OUTDATED),
        ("адреса застаріла", ReportKind.OUTDATED),
        ("никто не берет трубку", ReportKind.PHONE),
        ("telefon ne vidpovidaye", ReportKind.PHONE),
    ],
)
async def test_words_about_the_library_on_screen_become_a_task(
    talk_here: Talk, said: str, kind: ReportKind
) -> None:
    talk = talk_here
    olha = await network(talk)
    await talk.start(CARD)
    await talk.say(said)
    talk.sees("Деражнянська міська центральна бібліотека", "Передати це, щоб виправили?", said)
    await talk.tap("Передати")
    talk.sees("Дякуємо. Передали. Коли виправлять, напишемо сюди.")
    (task,) = await tasks(talk, olha.person)
    assert (task.about, task.kind, task.words) == (f"library:{HERE}", kind, said)


async def test_closed_with_what_was_changed_and_the_citizen_is_thanked(talk_here: Talk) -> None:
    talk = talk_here
    head = await librarian_of(talk, point=HERE, role=Role.HEAD)
    librarian = await librarian_of(talk, point=HERE)
    await talk.start(CARD)
    await talk.tap("Повідомити про помилку")
    talk.sees("Що не так?")
    await talk.tap("Щось інше")
    await talk.say("Вхід тепер з двору. Мій номер 067 123 45 67, Ковальчук Ганна")
    talk.sees("Дякуємо. Передали.")
    assert not await tasks(talk, librarian.person)
    (task,) = await tasks(talk, head.person)
    assert "Вхід тепер з двору" in task.words
    assert not any(part in task.words for part in ("067", "Ковальчук"))

    async def close(services: Services) -> None:
        await services[Reports].close(
            task.id, "Дописали: вхід з двору.", by=head.person, now=head.now
        )

    await head.does(close)
    talk.sees("Дякуємо, що підказали: Деражнянська міська", "Дописали: вхід з двору.")


async def test_a_library_that_we_lack_with_what_they_know_of_it(talk_here: Talk) -> None:
    talk = talk_here
    olha = await network(talk)
    await talk.say("у нас в Загінцях є бібліотека")
    talk.sees("Бібліотеки немає в нашому переліку (Загінці)")
    await talk.say("вул. Шкільна 3, у клубі, до обіду")
    talk.sees("Дякуємо. Передали.")
    (task,) = await tasks(talk, olha.person)
    assert task.kind is ReportKind.MISSING
    assert task.about.startswith("place:UA68")
    assert "вул. Шкільна 3, у клубі, до обіду" in task.words


async def test_what_was_asked_of_a_lacking_library_reaches_the_editor(talk_here: Talk) -> None:
    talk = talk_here
    olha = await network(talk)
    await talk.say("у нас в Загінцях є бібліотека")
    await talk.say("вул. Лесі Українки, 5, пн-пт 9-17, бібліотекарка Ткачук Ніна, 067 123 98 76")
    (task,) = await tasks(talk, olha.person)
    assert "вул. Лесі Українки, 5, пн-пт 9-17, бібліотекарка …, 067 123 98 76" in task.words
    assert "Загінц" not in task.words


async def test_a_phone_that_was_not_asked_for_or_is_ones_own_reaches_nobody(
    talk_here: Talk,
) -> None:
    talk = talk_here
    olha = await network(talk)
    await talk.say("у нас в Загінцях є бібліотека, 067 123 98 76")
    await talk.say("живу на вул. Шевченка, 12 кв. 5, мій номер 050 765 43 21")
    (task,) = await tasks(talk, olha.person)
    assert not any(one in task.words for one in ("067", "050", "Шевченка", "12"))


async def test_of_nothing_on_screen_it_is_asked_which_and_one_may_think_better(
    talk_here: Talk,
) -> None:
    talk = talk_here
    olha = await network(talk)
    await talk.say("застаріло")
    talk.sees("Про яку бібліотеку йдеться? Напишіть село чи місто.")
    await talk.say("Деражня")
    await talk.tap("Не передавати")
    talk.sees("Добре, нічого не передаємо")
    assert not await tasks(talk, olha.person)


@pytest.mark.parametrize(
    "said",
    [
        "рахунок закрито, що робити",
        "номер паспорта не той",
        "у нас є бібліотека?",
        "коли зачинено?",
    ],
)
async def test_other_words_are_no_report(talk_here: Talk, said: str) -> None:
    await talk_here.start("service__kep")
    await talk_here.say(said)
    talk_here.misses("щоб виправили", "Про яку бібліотеку йдеться")


async def test_a_card_is_reported_once_by_each_citizen_and_outlives_who_left(
    talk_here: Talk, content_index: ContentIndex
) -> None:
    talk = talk_here
    olha = await network(talk)
    await talk.start("service__kep")
    for told in ("Дякуємо. Редактори перевірять", "Ви вже про це казали"):
        await talk.tap("Повідомити про помилку")
        talk.sees(told)
    (task,) = await tasks(talk, olha.person)
    assert (task.about, task.citizen_id is None) == ("service:kep", False)
    await talk.say("забудь мене")
    await talk.tap("Видалити все")
    (task,) = await tasks(talk, olha.person)
    assert (task.about, task.citizen_id) == ("service:kep", None)
