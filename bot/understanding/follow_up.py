"""Short messages that go on with what was talked about: «а скільки коштує?», «а в Летичеві?»."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.understanding.text import dictionary
from bot.understanding.text.addresses import AROUND_STEMS
from bot.understanding.text.alphabet import clean, fold, has_cyrillic, words
from bot.understanding.text.clauses import without_politeness
from bot.understanding.text.stems import STOP_WORDS, stem
from bot.understanding.text.typos import Speller
from bot.understanding.text.word_lists import LISTS

OfService = Literal[
    "help", "term", "cost", "documents", "who", "steps", "where", "letter", "complaint"
]
OfLibrary = Literal["phone", "hours", "equipment", "way"]
Aspect = Literal[OfService, OfLibrary]

LIBRARY_ASPECTS: tuple[OfLibrary, ...] = ("phone", "hours", "equipment", "way")

_LONGEST = 12
_BEGINNING = 3  # words
# In the order in which they are looked for.
_ORDER: tuple[Aspect, ...] = (
    "help", "phone", "hours", "equipment", "way", "term", "cost", "documents", "who", "where",
    "complaint", "letter", "steps",
)  # fmt: skip


def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(fold(" ".join(LISTS[f"follow_up.{name}"]))))


def _words(name: str) -> frozenset[str]:
    return frozenset(words(fold(" ".join(LISTS[f"follow_up.{name}"]))))


# «Хто допоможе» asks for somebody, «яка допомога» for something: whole words tell them apart.
_HELP = _words("help")
_ASPECTS: dict[Aspect, frozenset[str]] = {
    aspect: _stems(aspect) for aspect in _ORDER if aspect != "help"
}
_AGAIN = _words("again")
_CORRECTS = _words("corrects")
_SUPPOSES = _words("supposes")
_TELLS = _words("tells")
_FOR = _words("for")
_ALSO = _words("also")
_US = _words("us")
_WHOM = _words("whom")
_NEAREST = tuple(sorted(_words("nearest")))
_THERE = _words("there")
_PREPOSITIONS = _words("prepositions")
_MATTERS = tuple(sorted(_words("matters")))
_SIGHS = _words("sighs")
_SOMEBODY = _stems("somebody")
_OTHERS = _words("somebody") | frozenset(words(fold(" ".join(LISTS["after_danger.refers"]))))
_FILLER_STEMS = _stems("fillers") | frozenset(stem(word) for word in STOP_WORDS)
_PAUSE = re.compile(r"\A\w{1,40}\s{0,3}(?:[,.;:!–—-]|$)")  # after the first word
_FIRST = re.compile(r"\A(\w{1,40})\W{0,9}")
_ROOT = 4  # letters: «брать» is «брати», folded, without its ending
_WEAK: dict[Aspect, frozenset[str]] = {
    aspect: _stems(f"weak.{aspect}")
    for aspect in ("term", "cost", "documents", "where", "hours", "way")
}
_BESIDE: dict[Aspect, frozenset[str]] = {aspect: _words(f"beside.{aspect}") for aspect in _WEAK}
_HOW = _words("how")
_WHOLE = _words("whole")
_LACKS = _words("lacks")
_NEEDS = _words("needs")
_BY = _words("by")
_AMOUNT = _stems("amount")
_ELSEWHERE = _words("elsewhere")


def _roots(stems: frozenset[str]) -> frozenset[str]:
    return stems | {one[:_ROOT] for one in stems if len(one) > _ROOT}


_TOLD = {aspect: (stems, _roots(stems)) for aspect, stems in _ASPECTS.items()}


def _tells(aspect: Aspect, word: str) -> bool:
    """Whether a stem is one of the aspect's, or all of it but its ending."""
    stems, roots = _TOLD[aspect]
    root = word[:_ROOT]
    is_longer = len(word) > _ROOT and root in stems and root not in _WHOLE
    return word in stems or word in roots or is_longer


@cache
def _speller() -> Speller:
    stems = _FILLER_STEMS.union(*_ASPECTS.values())
    return Speller(dict.fromkeys(stems, 1), dictionary.shipped())


def _stem(word: str) -> str:
    return stem((has_cyrillic(word) and _speller().mend(word)) or word)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a message may ask of the thing talked about.

    Attributes:
        aspects: what of it, the likeliest first; none for a long message.
        again: it begins as a sequel does: «а», «і», "what if".
        corrects: it begins by denying what was answered: «ні, …».
        supposes: it tells a circumstance: «а якщо …».
        tells: it begins with who it is about or what is lacking, or tells where, far away:
            «я пенсіонерка», «без паспорта», «я у Вінниці».
        also: it begins with «а ще»: another matter, if it has words of its own.
        own: how many of its words say something that is neither an aspect nor filling.
        of_us: it speaks to the library: «ви сьогодні працюєте?».
        there: it tells of the place on screen: «там», «у них».
        needs: it asks whether something is needed: «а довіреність треба?».
        adds: it begins with a preposition, as what is added to a question: «на машину».
        names_a_matter: a word of it is a matter of its own, though like an aspect: «податки».
        about_another: it begins with another person: «вона ще жива», «мама не ходить».
        of_somebody: those words only tell who it is for: «не я, а мама», «не мені, дитині».
        is_nearest: it seeks what is near: «найближча лікарня».
        said: those words and, after them, the ones that name an aspect; all without endings.
    """

    aspects: tuple[Aspect, ...]
    again: bool
    corrects: bool
    supposes: bool
    tells: bool
    also: bool
    own: int
    needs: bool = False
    names_a_matter: bool = False
    adds: bool = False
    of_us: bool = False
    there: bool = False
    about_another: bool = False
    of_somebody: bool = False
    is_nearest: bool = False
    said: tuple[str, ...] = ()

    @property
    def asks_amount(self) -> bool:
        """Whether «скільки» may ask how much is given as well as what is paid."""
        named = set(self.said[self.own :])
        return not named.isdisjoint(_AMOUNT) and not any(
            _tells("cost", one) for one in named - _AMOUNT
        )

    @property
    def is_bare(self) -> bool:
        """Whether it says nothing of its own: without a topic it has no meaning."""
        return self.own == 0


def _told_by(named: Iterable[list[Aspect]]) -> tuple[Aspect, ...]:
    """The aspects that words name: «скільки» of «скільки коштує» is no hours, «коштує» tells so."""
    words_of = [names for names in named if names]
    clear = {names[0] for names in words_of if len(names) == 1}
    meant = {one for names in words_of for one in (clear.intersection(names) or names)}
    return tuple(name for name in _ASPECTS if name in meant)


def _named_by(one: str, found: Collection[str]) -> list[Aspect]:
    """The aspects that a stem names; «взяти» asks for papers only beside «що»."""
    return [
        name
        for name in _ASPECTS
        if _tells(name, one)
        and not (one in _WEAK.get(name, ()) and _BESIDE[name].isdisjoint(found))
        and not (name == "equipment" and not _BY.isdisjoint(found))
    ]


def without_no(text: str) -> str:
    """A correction without the «ні» that it begins with: «ні, державний» is «державний»."""
    rest = without_politeness(clean(text)).strip()
    while (first := _FIRST.match(rest)) and fold(first[1]) in _CORRECTS | _SIGHS:
        rest = rest[first.end() :]
    return rest or text


def asks_whom(text: str) -> bool:
    """«А в Деражні хто?», «кому це нести»: it asks for somebody, or a body."""
    return not _WHOM.isdisjoint(words(fold(clean(text))))


def tells_only_a_far_town(text: str) -> bool:
    """«Я зараз у Дніпрі»: where they are, beyond our oblast, and nothing else."""
    found = [word for word in words(fold(without_politeness(clean(text)))) if word not in _SIGHS]
    rest = [word for word in found if word not in _ELSEWHERE]
    is_bare = all(stem(word) in _FILLER_STEMS | AROUND_STEMS or word in _TELLS for word in rest)
    return len(rest) < len(found) and is_bare


def follow_up(text: str, places: Sequence[tuple[int, int]] = ()) -> FollowUp:
    """Read a message as a sequel; `places` are the ranges of it that name a place."""
    fillers = _FILLER_STEMS | AROUND_STEMS if places else _FILLER_STEMS
    for start, end in sorted(places, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    found = words(fold(without_politeness(clean(text))))
    begins = next((word for word in found if word not in _SIGHS), "")
    lacks = begins in _LACKS and not _PAUSE.match(clean(text).strip())
    helped = not _HELP.isdisjoint(found)
    skipped = _CORRECTS | _HELP | _SIGHS
    plain = (word for word in found if not word.startswith(_MATTERS))
    stems = [_stem(word) for word in plain if word not in skipped]
    stems += [one for one in found if one.startswith(_MATTERS)]
    told = {one: _named_by(one, found) for one in dict.fromkeys(stems)}
    own = [one for one in stems if not told[one] and one not in fillers]
    if len(own) > 1:
        told = {one: names for one, names in told.items() if one not in _HOW}
    aspects: tuple[Aspect, ...] = ("help",) if helped else ()
    aspects += _told_by(told.values())
    return FollowUp(
        aspects if len(found) <= _LONGEST else (),
        again=begins in _AGAIN,
        corrects=begins in _CORRECTS and not lacks,
        supposes=not _SUPPOSES.isdisjoint(found[:_BEGINNING]),
        tells=lacks
        or begins in _TELLS
        or not _ELSEWHERE.isdisjoint(found)
        or not _FOR.isdisjoint(found[:_BEGINNING]),
        also=begins in _AGAIN and not _ALSO.isdisjoint(found[:_BEGINNING]),
        own=len(own),
        adds=begins in _PREPOSITIONS,
        names_a_matter=any(word.startswith(_MATTERS) for word in found),
        about_another=begins in _OTHERS,
        of_somebody=bool(own) and _SOMEBODY.issuperset(own),
        is_nearest=any(word.startswith(_NEAREST) for word in found),
        of_us=not _US.isdisjoint(found),
        there=not _THERE.isdisjoint(found),
        needs=not _NEEDS.isdisjoint(found),
        said=(*own, *(one for one, names in told.items() if names)),
    )
