"""A question at a library from the first word to the rating, over every line."""

from bot.requests.model import Did, RequestKind, State
from bot.requests.service import Requests
from tests.flows.desk_talk import seen_by
from tests.flows.librarian import ASKED, ask, librarian_of
from tests.talk import Talk


async def test_asked_asked_back_answered_rated_and_gone_on_with(talk: Talk) -> None:
    oksana = await librarian_of(talk)
    number = await ask(talk)
    await oksana.take(number)
    await oksana.ask(number, "Яка губернія?")
    talk.sees(f"Бібліотекар уточнює щодо звернення № {number}:", "Яка губернія?")
    await talk.say("Подільська, здається")
    talk.sees(f"Передали до звернення № {number}.")
    await oksana.answer(number, "Фонд 315, опис 1.")
    talk.sees(f"«{ASKED}»", "Фонд 315, опис 1.", "Хмельницька обласна")
    await talk.tap("Частково")
    await talk.say("Не вказано сторінки")
    talk.sees("Дякуємо")
    await talk.say("мої звернення")
    talk.sees(number, "Відповідь є.")
    await talk.tap(f"Відкрити № {number}")
    await talk.tap("Відкрити знову")
    talk.sees(f"Звернення № {number} знову відкрите.")
    await talk.say("А сторінка яка?")
    opened = await seen_by(talk, oksana.person, number)
    assert opened.request.state is State.NEW
    words = [one.words for one in opened.entries]
    assert words == [
        ASKED, "Яка губернія?", "Подільська, здається", "Фонд 315, опис 1.", "Не вказано сторінки",
        "А сторінка яка?",
    ]  # fmt: skip


async def test_another_kind_is_told_with_its_own_term(talk: Talk) -> None:
    oksana = await librarian_of(talk)
    number = await ask(talk)
    await oksana.take(number)
    await oksana.does(
        lambda services: services[Requests].work.relabel(
            number, kind=RequestKind.INFORMATION, by=oksana.person, now=oksana.now
        )
    )
    talk.sees(
        f"Вид звернення № {number} уточнено: запит на публічну інформацію.",
        "Відповідь – до пн, 30 листопада.",
    )
    await oksana.does(
        lambda services: services[Requests].work.relabel(
            number, kind=RequestKind.INFORMATION, by=oksana.person, now=oksana.now
        )
    )
    assert talk.screen == []  # the same term is no news
    opened = await seen_by(talk, oksana.person, number)
    assert [one.did for one in opened.events][-2:] == [Did.RELABELLED, Did.RELABELLED]
