"""A message that takes too long to understand: said honestly, and a librarian is offered."""

from typing import Any

import pytest

from bot.app.content_index import ContentIndex
from bot.understanding import Look, SpentError, Steps
from tests.flows.conftest import services_of
from tests.talk import BareLine, Talk

TANGLED = "надто заплутане"


class Slow:
    """Takes too long over what is tangled."""

    def __init__(self, known: Any) -> None:
        self._known = known

    def warm(self) -> None:
        self._known.warm()

    def look(self, text: str) -> Look:
        return self._known.look(text)

    def explain(self, text: str, **given: Any) -> Steps:
        if "плутанина" in text:
            raise SpentError
        return self._known.explain(text, **given)


@pytest.fixture
async def talk_slow(bare: BareLine, content_index: ContentIndex) -> Talk:
    bare.services = services_of(content_index, understanding=Slow(content_index.understanding))
    talk = Talk(bare)
    await talk.start()
    return talk


async def test_it_is_told_and_a_librarian_may_read_it(talk_slow: Talk) -> None:
    await talk_slow.say("плутанина слів")
    talk_slow.sees(TANGLED, "коротше", "плутанина слів")
    await talk_slow.tap("Передати")
    talk_slow.sees("З якого ви села чи міста")


async def test_shorter_words_are_understood(talk_slow: Talk) -> None:
    await talk_slow.say("плутанина слів")
    await talk_slow.say("де взяти довідку про несудимість")
    talk_slow.sees("Довідка про несудимість")


async def test_an_open_question_is_asked_again(talk_slow: Talk) -> None:
    await talk_slow.say("бібліотека")
    await talk_slow.say("плутанина слів")
    talk_slow.sees(TANGLED)


async def test_danger_is_found_in_it(talk_slow: Talk) -> None:
    await talk_slow.say("плутанина, у нас пожежа")
    talk_slow.sees("101")
    talk_slow.misses(TANGLED)
