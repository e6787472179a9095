"""What a card lacks is asked in one tap; what the librarian answers is a proposal for the card."""

from sqlalchemy import select

from bot.app.content_index import ContentIndex
from bot.requests.repository.proposals import proposals
from bot.storage.database import Database
from bot.storage.schema import metadata
from tests.flows.librarian import librarian_of, number_in
from tests.talk import BareLine, Talk

requests = metadata.tables["requests"]
KEP = "Кваліфікований електронний підпис (КЕП)"


async def test_the_question_is_filled_in(talk: Talk) -> None:
    await talk.start("service__kep")
    talk.sees("Ще не знаємо: що взяти із собою, скільки це коштує, скільки чекати.")
    await talk.tap("Запитати бібліотекаря")
    await talk.tap("Будь-яка бібліотека")
    talk.sees(f"«{KEP}: що взяти із собою, скільки це коштує, скільки чекати?")
    await talk.tap("Надіслати")
    talk.sees("Надіслано.")


async def test_the_answer_comes_back_to_the_editors(
    bare: BareLine, database: Database, content_index: ContentIndex
) -> None:
    talk, catalogue = Talk(bare), content_index.content.catalogue
    oksana = await librarian_of(talk)
    await talk.start("service__kep")
    await talk.say("довго чекати?")
    await talk.tap("Запитати бібліотекаря")
    await talk.tap("Будь-яка бібліотека")
    await talk.tap("Надіслати")
    number = number_in(talk)
    async with database.reading() as unit:
        row = await unit.first(select(requests))
        assert (row.service, row.lacks) == ("kep", "term")
        assert await proposals(unit, catalogue) == []
    await oksana.take(number)
    await oksana.answer(number, "У ЦНАП Деражні – того ж дня.")
    async with database.reading() as unit:
        (one,) = await proposals(unit, catalogue)
    assert (one.number, one.card, one.lacks) == (number, "kep", ("term",))
    assert one.answer == "У ЦНАП Деражні – того ж дня."


async def test_what_the_card_tells_by_now_is_no_proposal(
    bare: BareLine, database: Database, content_index: ContentIndex
) -> None:
    talk = Talk(bare)
    oksana = await librarian_of(talk)
    await talk.start("ask_lacking__criminal-record__cost")
    await talk.tap("Будь-яка бібліотека")
    await talk.tap("Надіслати")
    number = number_in(talk)
    await oksana.take(number)
    await oksana.answer(number, "Безоплатно.")
    async with database.reading() as unit:
        assert await proposals(unit, content_index.content.catalogue) == []


async def test_a_need_that_is_a_call_gets_the_phone_before_the_library(talk: Talk) -> None:
    await talk.start("service__pension-payment")
    talk.sees("Телефонуйте: 0 800 503 753 – Пенсійний фонд.")
    await talk.tap("Допоможіть із цим")
    talk.sees("Це можна зробити телефоном.\nТелефонуйте: 0 800 503 753", "Де ви?")
    await talk.say("Деражня")
    talk.sees("Це можна зробити телефоном.", "Деражнянська міська центральна бібліотека – тут")
    assert talk.text.index("0 800 503 753") < talk.text.index("Деражня.")


async def test_a_need_that_only_a_call_meets_sends_nobody_to_a_library(talk_here: Talk) -> None:
    for card in ("evacuation", "legal-aid-free", "domestic-violence"):
        await talk_here.start(f"service__{card}")
        assert "Допоможіть із цим" not in talk_here.buttons, card
        assert talk_here.buttons[0].startswith("Подзвонити: "), card


async def test_open_or_closed_is_never_said_without_its_caveat(talk_here: Talk) -> None:
    await talk_here.say("де бібліотека в Деражні")
    lines = [one for seen in talk_here.screen for one in seen.text.splitlines()]
    told = [at for at, one in enumerate(lines) if one.startswith("Зараз")]
    assert told
    for at in told:
        assert lines[at + 1].startswith(("Графік", "Літній графік", "Остання", "Рік", "Сторінка"))
