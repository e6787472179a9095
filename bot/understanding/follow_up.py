"""Short messages that go on with what was talked about: «а скільки коштує?», «а в Летичеві?»."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.stems import STOP_WORDS, stem

Aspect = Literal["cost", "term", "documents", "steps", "who", "where"]

_LONGEST = 8
# Beginnings of words; in the order in which they are looked for.
_TELLING: dict[Aspect, str] = {
    "term": """
        довго долго термін строк срок днів дней тижн чекат ждат швидко быстро часу времени long
    """,
    "cost": """
        кошт стоит стоїт вартіст цін цен платн безплат безкошт беспл плат скільки грош тариф збір
        cost price free fee pay
    """,
    "documents": "документ докумен папер бумаг бумажк довідк справк взяти принест documents papers",
    "who": "кому право положен належит eligible",
    "steps": "як робит зробит сделат почат начат порядок кроки крок шаги онлайн инструкц how steps",
    "where": "де где куди куда адрес звернут обратит сайт ссылк посилан where address",
}
_FILLERS = """
    а і и та ну але хто кто має имеет who це цього цьому цим цю цей та той тої воно вона він його її
    их їх этого это
    за на в у з до при для треба потрібно нужно надо можна можно буде будет коштує ли чи
    скільки сколько взагалі приблизно примерно брати брать з собою с собой
    собою собой щоб подати подать оформити оформить отримати получить зробити сделать
    and what how much many does it is the do i need to for with me about get there
    робити делать йти идти їхати ехать які какие яка какая який какой подивитись оформлення
"""
_AGAIN = ("а", "і", "й", "та", "и", "and")


def _stems(listed: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(fold(listed)))


_ASPECTS = {aspect: _stems(listed) for aspect, listed in _TELLING.items()}
_FILLER_STEMS = _stems(_FILLERS) | frozenset(stem(word) for word in STOP_WORDS)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a message asks of the thing talked about; `again` when it begins with «а», «і»."""

    aspect: Aspect | None
    again: bool


def follow_up(text: str) -> FollowUp:
    """Read a message as a follow-up.

    `aspect` is None where the message says something of its own, or nothing about a card.
    """
    found = words(fold(clean(text)))
    again = bool(found) and found[0] in _AGAIN
    if not found or len(found) > _LONGEST:
        return FollowUp(None, again)
    stems = {stem(word) for word in found}
    for aspect, told in _ASPECTS.items():
        if told & stems and stems <= told | _FILLER_STEMS:
            return FollowUp(aspect, again)
    return FollowUp(None, again)
