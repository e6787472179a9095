"""The desk in a chat and its reader in another: both sides of one request."""

import re

import pytest

from bot.app.content_index import ContentIndex
from bot.requests.intake import NewRequest
from bot.requests.model import Came, RequestKind
from bot.requests.service import Requests
from bot.staff.model import Role
from tests.flows.conftest import bare_line
from tests.flows.desk_talk import CENTRAL, HERE, WORDS, asked, at, invited, linked, seen_by
from tests.talk import MONDAY_NOON, BareLine, Talk

SECRET_WORDS = "Секретні слова читачки"


@pytest.fixture
async def desk(bare: BareLine, content_index: ContentIndex) -> Talk:
    """A conversation over the same database, not linked yet."""
    line = bare_line(bare.database, content_index)
    line.peer = "iryna"
    talk = Talk(line)
    await talk.start()
    return talk


@pytest.fixture
async def reader(bare: BareLine) -> Talk:
    talk = Talk(bare)
    await talk.start()
    return talk


async def letters(talk: Talk) -> str:
    """What has come by itself since the last look."""
    assert isinstance(talk.line, BareLine)
    talk.receive(await talk.line.letters())
    return talk.text


async def hand_in(reader: Talk, words: str = WORDS) -> str:
    """Ask a librarian as a reader does; the number."""
    await reader.say("людина")
    await reader.say(words)
    await reader.say("Деражня")
    while "Надіслати" not in reader.buttons:
        await reader.say("без імені")
    await reader.tap("Надіслати")
    found = re.search(r"\d{4}-\d{4}", reader.text)
    assert found, str(reader)
    return found.group()


async def test_from_the_notice_to_the_answer(desk: Talk, reader: Talk) -> None:
    await linked(desk)
    number = await hand_in(reader, SECRET_WORDS)
    notice = await letters(desk)
    assert notice == f"Нове звернення № {number}. Відповісти до ср, 25 листопада."
    await desk.tap("Відкрити")
    desk.sees(f"Читач № {number}: {SECRET_WORDS}", "Ще ніхто не взяв.")
    desk.misses("olena", "iryna")
    await desk.tap("Взяти звернення")
    await desk.tap("Відповісти читачеві")
    await desk.say("Фонд 230, опис 1.")
    await desk.tap("Надіслати")
    assert "Фонд 230, опис 1." in await letters(reader)
    assert "Фонд 230" not in await letters(desk)


async def test_asked_back_and_forth(desk: Talk, reader: Talk) -> None:
    await linked(desk)
    number = await hand_in(reader)
    await desk.start(f"desk_do__{number}__take")
    await desk.tap("Запитати читача")
    await desk.say("Яке село?")
    await desk.tap("Надіслати")
    desk.sees("Строк зупинено.")
    assert "Яке село?" in await letters(reader)
    await letters(desk)
    await reader.start(f"add_words__{number}")
    await reader.say("Городок")
    assert "Городок" not in await letters(desk)
    desk.sees(number)
    await desk.tap("Відкрити")
    desk.sees("Яке село?", "Городок")


async def test_withdrawn_while_the_answer_was_written(desk: Talk, reader: Talk) -> None:
    person = await linked(desk)
    number = await hand_in(reader)
    await desk.start(f"desk_do__{number}__take")
    await desk.tap("Відповісти читачеві")
    await desk.say("Запізніла відповідь")
    request = (await seen_by(desk, person, number)).request
    assert request.citizen_id is not None
    citizen = request.citizen_id
    await at(desk, lambda services: services[Requests].citizen.withdraw(
        number, citizen=citizen, now=MONDAY_NOON))  # fmt: skip
    await desk.tap("Надіслати")
    desk.sees("Це вже неможливо", "Нічого не надіслано", "Відкликане")
    assert "Запізніла" not in await letters(reader)
    assert "Відповісти читачеві" not in desk.buttons


async def test_changed_words_stand_under_the_first(desk: Talk, reader: Talk) -> None:
    person = await linked(desk)
    number = await hand_in(reader)
    opened = await seen_by(desk, person, number)
    citizen = opened.request.citizen_id
    assert citizen is not None
    await at(desk, lambda services: services[Requests].citizen.add(
        number, "А ще за 1914", citizen=citizen, now=MONDAY_NOON, message="m7"))  # fmt: skip
    await at(desk, lambda services: services[Requests].citizen.edit(
        "m7", "А ще за 1915", citizen=citizen, now=MONDAY_NOON))  # fmt: skip
    await desk.start(f"desk_request__{number}")
    desk.sees(WORDS, "А ще за 1914", "(змінені слова): А ще за 1915")


async def test_who_wants_no_notices_gets_none(desk: Talk, reader: Talk) -> None:
    await linked(desk)
    await desk.tap("Не повідомляти")
    await hand_in(reader)
    assert await letters(desk) == ""


async def test_a_reader_may_not_look_behind_their_own_request(reader: Talk) -> None:
    number = await hand_in(reader)
    await reader.start(f"desk_request__{number}")
    reader.sees("Цей розділ для працівників бібліотек")
    await reader.start(f"desk_do__{number}__close")
    await reader.start(f"request__{number}")
    reader.sees(number, "Чекає")


async def test_a_list_is_paged_and_ordered_by_the_deadline(desk: Talk) -> None:
    await linked(desk)
    await asked(desk, "Копія", kind=RequestKind.DOCUMENT_DELIVERY)
    numbers = [await asked(desk, f"Запитання {n}") for n in range(6)]
    await desk.say("стіл")
    await desk.tap("Нові (7)")
    desk.sees("Нові (7)", *numbers[:5], "до ср 25.11, Чекає, Довідка")
    desk.misses(numbers[5], "Копія документа")
    await desk.tap("Далі")
    desk.sees(numbers[5], "Копія документа")
    assert "Далі" not in desk.buttons
    await desk.start("desk_list__new__999")
    desk.sees(numbers[5])
    await desk.tap(f"№ {numbers[5]}")
    await desk.tap("Взяти звернення")
    await desk.start("desk_list__mine__1")
    desk.sees(numbers[5], "У роботі, Довідка, Ірина")
    desk.misses(numbers[0])
    await desk.start("desk_list__all__1")
    desk.sees("Усі (7)")
    await desk.start("desk_list__overdue__1")
    desk.sees("Прострочених немає")
    await desk.start("desk_list__nonsense__x")
    desk.sees("Нові (6)")


async def test_overdue_ones_say_so(desk: Talk) -> None:
    await linked(desk)
    number = await asked(desk)
    assert isinstance(desk.line, BareLine)
    desk.line.now = MONDAY_NOON.replace(day=30)
    await desk.say("стіл")
    await desk.tap("Прострочені (1)")
    desk.sees(number)


async def test_a_coordinator_sees_every_library_a_librarian_their_own(desk: Talk) -> None:
    await asked(desk)
    number = await asked(desk, "Запитання до обласної", point=CENTRAL)
    await linked(desk, "Марія", role=Role.COORDINATOR, point=CENTRAL)
    assert "Нові (2)" in desk.buttons
    await desk.tap("Вийти зі столу")
    await desk.tap("Вийти зі столу")
    await linked(desk, "Ірина")
    await desk.tap("Нові (1)")
    desk.misses(number, "обласної")


async def test_a_code_is_not_spent_in_a_linked_chat(desk: Talk, reader: Talk) -> None:
    await linked(desk)
    _, code = await invited(desk, "Оксана")
    await desk.start(f"staff__{code}")
    desk.sees("Цей чат уже є робочим столом: Ірина.")
    await reader.start(f"staff__{code}")
    reader.sees("Оксана, тепер цей чат – ваш робочий стіл.")


async def test_a_long_talk_shows_its_first_words_and_the_newest(desk: Talk) -> None:
    person = await linked(desk)
    number = await asked(desk)
    for n in range(8):
        note = f"Нотатка {n} " + "дуже довга " * 100
        await at(desk, lambda services, note=note: services[Requests].work.note(
            number, note, by=person, now=MONDAY_NOON))  # fmt: skip
    await desk.start(f"desk_request__{number}")
    desk.sees(WORDS, "Нотатка 7", "… Решта – у браузері.")
    desk.misses("Нотатка 0")
    assert len(desk.text) < 4096


async def test_what_was_asked_in_person_counts_as_the_librarys(desk: Talk) -> None:
    person = await linked(desk)
    await desk.tap("Записати звернення")
    await desk.say("особисто")
    await desk.say("довідка")
    await desk.say("так")
    found = re.search(r"\d{4}-\d{4}", desk.text)
    assert found
    request = (await seen_by(desk, person, found.group())).request
    assert (request.holder.point, request.came, request.is_open) == (HERE, Came.IN_PERSON, False)
    assert request.citizen_id is None


async def colleague_answers(desk: Talk, number: str, words: str) -> None:
    """The coordinator answers in the browser what somebody else has taken."""
    boss, _ = await invited(desk, "Ніна", role=Role.COORDINATOR, point=CENTRAL)
    await at(desk, lambda services: services[Requests].work.answer(
        number, words, by=boss, now=MONDAY_NOON))  # fmt: skip


async def test_who_answers_second_reads_the_first(desk: Talk, reader: Talk) -> None:
    """Answered while the second was at the last look: hers does not go unread."""
    await linked(desk)
    number = await hand_in(reader)
    await desk.start(f"desk_do__{number}__take")
    await desk.tap("Відповісти читачеві")
    await desk.say("Фонд 230, опис 1.")
    desk.misses("Відповідь уже надіслано")
    await colleague_answers(desk, number, "Фонд 315.")
    assert "Фонд 315." in await letters(reader)
    await desk.tap("Надіслати")
    desk.sees("Тим часом відповідь надіслала інша людина", "Відповідь уже надіслано (Ніна):")
    desk.sees("«Фонд 315.»", "Читач отримає", "Фонд 230, опис 1.")
    assert "Фонд 230" not in await letters(reader)
    await desk.tap("Надіслати")
    assert "Фонд 230, опис 1." in await letters(reader)


@pytest.mark.parametrize("typed_at_once", [True, False])
async def test_an_earlier_answer_of_a_colleague_stands_before_the_last_look(
    desk: Talk, reader: Talk, typed_at_once: bool
) -> None:
    await linked(desk)
    number = await hand_in(reader)
    await desk.start(f"desk_do__{number}__take")
    await colleague_answers(desk, number, "Фонд 315.")
    if not typed_at_once:
        await desk.tap("Відповісти читачеві")
    await desk.say("Фонд 230, опис 1.")
    desk.sees("Відповідь уже надіслано (Ніна):", "«Фонд 315.»", "Фонд 230, опис 1.")
    await desk.tap("Надіслати")
    assert "Фонд 230, опис 1." in await letters(reader)
    await desk.tap("Відповісти читачеві")
    await desk.say("І опис 2.")
    desk.misses("Відповідь уже надіслано")  # the last answer is her own


async def test_a_reader_without_a_chat_replies_by_the_librarian(desk: Talk) -> None:
    person = await linked(desk)
    new = NewRequest("Метрика прадіда", contact="067 731-90-54")
    request = await at(desk, lambda services: services[Requests].intake.note_down(
        new, by=person, came=Came.LETTER, done=False, now=MONDAY_NOON))  # fmt: skip
    await desk.start(f"desk_request__{request.number}")
    desk.sees("Листом", "Зв’язок із читачем: 067 731-90-54.")
    await desk.tap("Запитати читача")
    await desk.say("Яке село?")
    await desk.tap("Надіслати")
    desk.sees("Строк зупинено.")
    await desk.tap("Читач сказав…")
    desk.sees("що сказав читач")
    await desk.say("Загінці")
    desk.sees("Слова читача записано", "У роботі")
    opened = await seen_by(desk, person, request.number)
    assert not opened.request.clock.is_resting
    assert opened.entries[-1].words == "Загінці"


async def test_nobody_speaks_for_a_reader_of_the_chat(desk: Talk, reader: Talk) -> None:
    await linked(desk)
    number = await hand_in(reader)
    await desk.start(f"desk_do__{number}__take")
    assert "Читач сказав…" not in desk.buttons
    await desk.start(f"desk_words__{number}__said")
    desk.misses("що сказав читач")
