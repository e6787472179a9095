"""One person's chats: linked by a code, what was asked follows, answers go where they say."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.channels.charges import ChargeKind
from bot.engine.turn import TurnKind
from tests.flows.desk_talk import dismiss_everybody, linked
from tests.flows.librarian import ASKED, Librarian, ask, librarian_of
from tests.lines.service import Service
from tests.lines.viber import ViberLine, open_viber_line
from tests.lines.web import open_web_line
from tests.talk import BareLine, Talk

FIRST, SECOND = "olena", "viber-olena"


class Chats:
    """Two chats of one person, over one line."""

    def __init__(self, bare: BareLine, first: Talk) -> None:
        self._bare = bare
        self.first = first
        self.second = Talk(bare)

    def __getitem__(self, peer: str) -> Talk:
        self._bare.peer = peer
        return {FIRST: self.first, SECOND: self.second}[peer]

    async def code(self, peer: str = FIRST) -> str:
        talk = self[peer]
        await talk.say("мої чати")
        await talk.tap("З’єднати ще один чат")
        found = re.search(r"з’єднати (\d{4} \d{4})", talk.text)
        assert found, str(talk)
        return found[1]

    async def linked(self) -> None:
        code = await self.code()
        await self[SECOND].start()
        await self.second.say(f"з’єднати {code}")
        self.second.sees("Чати з’єднано", "(цей чат)")

    async def letters(self, peer: str) -> str:
        talk = self[peer]
        self._bare._letters = 0
        return "\n".join(one.text for one in await talk.line.letters())


@pytest.fixture
async def chats(bare: BareLine, talk_here: Talk) -> Chats:
    return Chats(bare, talk_here)


async def test_the_same_over_every_channel(talk: Talk) -> None:
    await talk.say("мої чати")
    talk.sees("Маєте Місток ще й в іншому месенджері", "З’єднайте чати")
    await talk.tap("З’єднати ще один чат")
    talk.sees("з’єднати", "15 хвилин", "Нікому його не кажіть")
    await talk.say("мої чати")
    await talk.tap("Маю код")
    await talk.say("12")
    talk.sees("У коді вісім цифр")
    await talk.say("0000 0000")
    talk.sees("Такого коду немає, або він уже не діє")


async def test_what_was_asked_is_seen_in_both_and_answered_in_one(
    chats: Chats, oksana: Librarian
) -> None:
    number = await ask(chats[FIRST])
    await oksana.take(number)
    await chats.linked()
    await chats[SECOND].say("мої звернення")
    chats.second.sees(number, ASKED)
    assert "приєднано ще один" in await chats.letters(FIRST)
    await oksana.answer(number, "Уперше видано 1840 року.")
    assert "1840" in await chats.letters(FIRST)
    assert "1840" not in await chats.letters(SECOND)
    await chats[SECOND].say("мої звернення")
    await chats.second.tap(f"Відкрити № {number}")
    chats.second.sees("1840")


async def test_answers_go_where_they_are_wanted(chats: Chats, oksana: Librarian) -> None:
    number = await ask(chats[FIRST])
    await oksana.take(number)
    await chats.linked()
    await chats[SECOND].say("мої чати")
    (to_here,) = [one for one in chats.second.buttons if one.startswith("Відповіді: ")]
    await chats.second.tap(to_here)
    chats.second.sees("(цей чат) – сюди йдуть відповіді")
    await oksana.answer(number, "Уперше видано 1840 року.")
    assert "1840" in await chats.letters(SECOND)
    assert "1840" not in await chats.letters(FIRST)
    await chats[FIRST].say("мої звернення")
    chats.first.sees(number)


async def test_where_the_chosen_chat_is_closed_another_gets_the_answer(
    chats: Chats, oksana: Librarian
) -> None:
    number = await ask(chats[FIRST])
    await oksana.take(number)
    await chats.linked()
    chats[FIRST]
    await chats._bare._turn(TurnKind.LEFT)
    await oksana.answer(number, "Уперше видано 1840 року.")
    assert "1840" in await chats.letters(SECOND)
    request, _ = await oksana.sees(number)
    assert not request.undelivered


async def test_a_chat_that_is_let_go_sees_nothing_more(chats: Chats, oksana: Librarian) -> None:
    number = await ask(chats[FIRST])
    await chats.linked()
    await chats[SECOND].say("мої чати")
    (off,) = [
        one for one in chats.second.buttons if one.startswith("Від’єднати") and "цей" not in one
    ]
    await chats.second.tap(off)
    chats.second.sees("Від’єднано", "лишилися тут")
    assert "Цей чат від’єднано від інших" in await chats.letters(FIRST)
    await chats[FIRST].say("мої звернення")
    chats.first.misses(number)
    await chats[SECOND].say("мої звернення")
    chats.second.sees(number)


async def test_a_chat_leaves_by_itself_and_what_was_asked_stays_with_the_other(
    chats: Chats, oksana: Librarian
) -> None:
    number = await ask(chats[FIRST])
    await chats.linked()
    await chats[FIRST].say("мої чати")
    (off,) = [one for one in chats.first.buttons if one.startswith("Від’єднати") and "цей" in one]
    await chats.first.tap(off)
    chats.first.sees("Цей чат від’єднано", "лишилися в іншому")
    await chats[FIRST].say("мої звернення")
    chats.first.misses(number)
    await chats[SECOND].say("мої звернення")
    chats.second.sees(number)


async def test_a_code_works_once_for_a_quarter_of_an_hour_and_not_in_its_own_chat(
    bare: BareLine, chats: Chats
) -> None:
    code = await chats.code()
    await chats.first.say(f"з’єднати {code}")
    chats.first.sees("Ці чати вже з’єднано")
    later = bare.now
    bare.now += timedelta(minutes=16)
    await chats[SECOND].start()
    await chats.second.say(f"з’єднати {code}")
    chats.second.sees("Такого коду немає")
    bare.now = later
    newer = await chats.code()
    await chats[SECOND].say(f"з’єднати {code}")
    chats.second.sees("Такого коду немає")
    await chats.second.say(f"з’єднати {newer}")
    chats.second.sees("Чати з’єднано")
    bare.peer = "third"
    third = Talk(bare)
    await third.say(f"з’єднати {newer}")
    third.sees("Такого коду немає")


async def test_codes_are_not_guessed(bare: BareLine, chats: Chats) -> None:
    code = await chats.code()
    await chats[SECOND].start()
    for number in range(10):
        await chats.second.say(f"з’єднати 0000 {number:04}")
    await chats.second.say(f"з’єднати {code}")
    chats.second.sees("Забагато неправильних кодів")


async def test_rights_of_the_staff_follow_nobody(chats: Chats) -> None:
    code = await chats.code()
    await chats[SECOND].start()
    await linked(chats.second)
    await chats.second.say(f"з’єднати {code}")
    chats.second.sees("працює бібліотекар")


async def test_forgetting_forgets_all_chats(chats: Chats, oksana: Librarian) -> None:
    number = await ask(chats[FIRST])
    await chats.linked()
    await chats[SECOND].say("забудь мене")
    chats.second.sees("Інші ваші з’єднані чати теж буде забуто")
    await chats.second.say("так")
    await chats[FIRST].say("мої звернення")
    chats.first.misses(number)
    request, entries = await oksana.sees(number)
    assert request.citizen_id is None
    assert not any(one.words for one in entries)


class TestOverChannels:
    """Viber and the site's chat of one person, in the real bot."""

    @pytest.fixture
    async def both(self, viber_service: Service) -> AsyncIterator[tuple[Talk, Talk]]:
        async with open_viber_line(viber_service) as line, open_web_line(viber_service) as page:
            viber, web = Talk(line), Talk(page)
            await viber.start()
            await web.start()
            yield viber, web
            await dismiss_everybody(viber)

    @staticmethod
    async def link(viber: Talk, web: Talk) -> None:
        await viber.say("мої чати")
        await viber.tap("З’єднати ще один чат")
        found = re.search(r"з’єднати \d{4} \d{4}", viber.text)
        assert found
        await web.say(found[0])
        web.sees("Чати з’єднано", "Viber – сюди йдуть відповіді", "Чат на сайті (цей чат)")

    async def test_who_has_blocked_viber_gets_the_answer_on_the_site(
        self, both: tuple[Talk, Talk]
    ) -> None:
        viber, web = both
        oksana = await librarian_of(viber)
        number = await ask(viber)
        await self.link(viber, web)
        assert isinstance(viber.line, ViberLine)
        viber.line.citizen.becomes(subscribed=False)  # and Viber tells nobody
        await oksana.take(number)
        await oksana.answer(number, "Уперше видано 1840 року.")
        web.receive(await web.line.letters())
        web.sees("Уперше видано 1840 року.")
        request, _ = await oksana.sees(number)
        assert not request.undelivered

    async def test_what_may_cost_nothing_goes_where_it_is_free(
        self, both: tuple[Talk, Talk], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        viber, web = both
        oksana = await librarian_of(viber)
        number = await ask(viber)
        await self.link(viber, web)
        await oksana.take(number)
        monkeypatch.setattr("bot.channels.charges.kind_of", lambda *_, **__: ChargeKind.PAID)
        await oksana.answer(number, "Уперше видано 1840 року.")
        web.receive(await web.line.letters())
        web.sees("Уперше видано 1840 року.")
        request, _ = await oksana.sees(number)
        assert not request.undelivered
