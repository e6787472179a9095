"""What is said after danger: they wait for help, tell where they are, or it is over."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.complaining import complains
from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.clauses import asks
from bot.understanding.text.readings import candidates
from bot.understanding.text.word_lists import LISTS, folded_regex

_FEW = 2
CALLED = ("101", "102", "103", "104")
# «Миру 5», «Степана Бандери, 12а кв 3»: a street and its house.
_HOUSE = re.compile(
    r"(?:[^\W\d]{2,30}[.,]? ){1,3}\d{1,3} ?[^\W\d]?(?:[, ]{1,3}[^\W\d]{2,8}\.? ?\d{1,3})?"
)
# One more word may stand between the words of a phrase.
_BETWEEN = r" (?:\w+ )?"
# «Не все добре» is not over, nor is «поліція не приїхала».
_NOT_DENIED = "".join(f"(?<!{re.escape(word)} )" for word in LISTS["not"])
_BETWEEN_ASSENT = rf" (?:(?!(?:{'|'.join(map(re.escape, LISTS['not']))}) )\w+ )?"


@dataclass(frozen=True, slots=True)
class AfterDanger:
    """What a message may mean to somebody who has just told of danger.

    Attributes:
        rang: they have called for help.
        unanswered: they called, and nobody answers or comes.
        waits: they believe that help is coming, ask what to do, or go on telling.
        address: they say where they are.
        scene: they tell more of what is there, or ask what to do with it.
        refers: they speak of «him» or «them», and of no service.
        service: they name a document, a payment or another service.
        ordinary: they ask about an ordinary matter: whom to complain to, where to order.
        over: it has passed, or there was no danger.
        found: somebody has come back or opened the door.
        library: they look for a library.
        more: how many words say something besides that it is over.
        declines: they say that who comes is not what they need: «мені не швидка треба».
        denies: they say that there is no danger of that kind: «я не жертва», «102 не треба».
        asks: they ask for something besides that.
        called: the emergency number of whom they call for, "" for nobody in particular.
    """

    rang: bool
    unanswered: bool
    waits: bool
    address: bool
    scene: bool
    refers: bool
    service: bool
    ordinary: bool
    over: bool
    found: bool
    library: bool
    more: int
    declines: bool
    denies: bool
    asks: bool
    called: str

    @property
    def is_all_over(self) -> bool:
        """Whether nothing else is asked with it."""
        return self.over and self.more <= _FEW


def after_danger(text: str) -> AfterDanger:
    """Read a message as words said after danger, in any letters."""
    read = [" ".join(words(fold(one.text))) for one in candidates(clean(text))]

    def tells(name: str) -> bool:
        return any(_LISTS[name].search(one) for one in read)

    unanswered, of_service, declines = tells("unanswered"), tells("service"), tells("declines")
    return AfterDanger(
        rang=tells("rang") and not unanswered,
        unanswered=unanswered,
        waits=tells("waits") and not declines,
        address=tells("address") or bool(_HOUSE.fullmatch(text.strip())),
        scene=tells("scene") and not (of_service and asks(text)),
        refers=tells("refers") and not of_service,
        service=of_service,
        ordinary=len(text.split()) > _FEW and (tells("ordinary") or complains(text)),
        over=tells("over") and not tells("unsure"),
        found=tells("found"),
        library=tells("library"),
        more=min(len(_LISTS["over"].sub(" ", one).split()) for one in read),
        declines=declines,
        denies=tells("denies"),
        asks=any(asks(_LISTS["denies"].sub(" ", one)) for one in read) or "?" in text,
        called="" if declines else next((number for number in CALLED if tells(number)), ""),
    )


def _list(name: str) -> re.Pattern[str]:
    may_be_denied = name in {"over", "found", "rang"}
    denied, between = (_NOT_DENIED, _BETWEEN_ASSENT) if may_be_denied else ("", _BETWEEN)
    return re.compile(rf"\b{denied}(?:{folded_regex(f'after_danger.{name}', between=between)})\b")


_NAMES = (
    "rang", "unanswered", "waits", "address", "scene", "refers", "service", "ordinary", "unsure",
    "over", "found", "library", "declines", "denies", *CALLED,
)  # fmt: skip
_LISTS = {name: _list(name) for name in _NAMES}
