"""Who left a messenger comes back: what was written meanwhile, over any messenger."""

from collections.abc import Awaitable, Callable

from tests.flows.desk_talk import seen_by
from tests.flows.librarian import Librarian, ask, librarian_of
from tests.talk import Talk

ANSWER = "Фонд 315, опис 1."


async def answered_while_away(
    talk: Talk, leave: Callable[[], Awaitable[object]]
) -> tuple[Librarian, str]:
    """A librarian has answered who had left; the desk says that it did not get through."""
    oksana = await librarian_of(talk)
    number = await ask(talk)
    await oksana.take(number)
    await leave()
    await oksana.answer(number, ANSWER)
    talk.misses("Фонд 315")
    opened = await seen_by(talk, oksana.person, number)
    assert opened.request.undelivered
    return oksana, number


async def comes_back(
    talk: Talk, oksana: Librarian, number: str, come: Callable[[], Awaitable[object]]
) -> None:
    """They are here again and get the answer; the desk knows it."""
    await come()
    talk.receive(await talk.line._answers())
    talk.sees(ANSWER)
    opened = await seen_by(talk, oksana.person, number)
    assert not opened.request.undelivered


async def gets_all_and_one_menu(
    talk: Talk, leave: Callable[[], Awaitable[object]], come: Callable[[], Awaitable[object]]
) -> None:
    """What was written meanwhile is the one message; then one menu."""

    async def left() -> None:
        await leave()
        await talk.line._answers()

    oksana, number = await answered_while_away(talk, left)
    await comes_back(talk, oksana, number, come)
    assert len(talk.screen) == 1
    talk.misses("Чим допомогти?")
    await talk.start()
    assert talk.text.count("Чим допомогти?") == 1
