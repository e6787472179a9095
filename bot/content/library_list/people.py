"""Names and telephones of people in what all readers would see: found, and cut out."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import OSA

from bot.content.library_list.words import folded, topics, words

Span = tuple[int, int]
FindNames = Callable[[str], Sequence[Span]]  # where names of people may stand in a text

_WORD: Final = re.compile(r"[^\W_](?:[\w’'ʼ-]{0,60}\w)?\.?")
_PHONE: Final = re.compile(r"[+(]{0,2}\d[\d\s()-]{3,22}\d")
_HOUSE: Final = re.compile(
    r"\s{0,3},?\s{0,3}(?:([^\W\d_]{1,8})\.?\s{0,2})?№?\s{0,2}\d{1,4}(?![\s()-]{0,3}\d)"
)
_SMALL: Final = re.compile(r"\d{1,2}-\d\d-\d\d")  # a telephone of a small town
_EMPTY: Final = re.compile(r"\(\s{0,9}[,;.\s-]{0,9}\)")
_LOOSE: Final = re.compile(r"\s{1,9}(?=[,;.)])|(?<=\()\s{1,9}|(?<=[,;])(?:\s{0,3}[,;]){1,9}")
NUMBER_DIGITS: Final = 9  # as many has a telephone at least, without the 0
NEAR: Final = 3  # words before a name that say whose it is
SHORTEST: Final = 4  # letters of a given name that other forms are made of
LONGER: Final = 2
LONG: Final = 8  # letters of an office that is known though it is misspelt
MOST_SLIPS: Final = 1
APART: Final = ("-", "(")  # what may stand before a surname alone
QUOTES: Final = "«\"“„'’"


@dataclass(frozen=True, slots=True)
class People:
    """How people are found in a list.

    `find` tells where a text may name somebody; `given` are given names, `places` of settlements,
    in small letters.
    """

    find: FindNames
    given: Collection[str]
    places: Collection[str] = frozenset()

    def cut(self, text: str, *, any_form: bool = False) -> tuple[str, tuple[str, ...]]:
        """The text without people and telephones, and what was cut out of it.

        «Бібліотека (Ткачук Н.)» gives "Бібліотека", ("Ткачук Н.",); whose name a library or a
        street has stays. `any_form`: the text has sentences, «питайте Ткачук Наталію».
        """
        spans = _merged([*self._names(text, any_form), *_phones(text)])
        if not spans:
            return text, ()
        left, at = "", 0
        for start, end in spans:
            left, at = left + text[at:start], end
        left = _LOOSE.sub("", _EMPTY.sub(" ", left + text[at:]))
        return " ".join(left.split()).strip(" ,;-–."), tuple(text[one:to] for one, to in spans)

    def names_one(self, text: str) -> bool:
        """Whether it names a person."""
        return any(True for _ in self._names(text, any_form=True))

    def _names(self, text: str, any_form: bool) -> Iterator[Span]:
        tokens = [*_WORD.finditer(text)]
        found = [_narrowed(tokens, span) for span in _merged(self.find(text))]
        found += [
            *_called(tokens),
            *self._pairs(text, tokens, any_form),
            *self._alone(text, tokens),
        ]
        for span in found:
            if not span or text[slice(*span)].strip(" .,").casefold() in self.places:
                continue  # «с. Великі Мацевичі»
            if not _is_namesake(text, tokens, span, any_form=any_form):
                yield _from_office(tokens, span)

    def _pairs(self, text: str, tokens: Sequence[re.Match[str]], any_form: bool) -> Iterator[Span]:
        """«Ткачук Наталія»: a given name beside another word with a capital."""
        for first, second in pairwise(tokens):
            pair = (first[0], second[0])
            is_close = not text[first.end() : second.start()].strip() and first[0][-1] != "."
            quoted = first.start() and text[first.start() - 1] in QUOTES
            is_place = " ".join(pair).casefold() in self.places  # «Великий Олексинець»
            if is_close and not quoted and not is_place and all(map(_is_capital, pair)):
                has_given = any(self._is_given(one.rstrip("."), any_form) for one in pair)
                if has_given and not any(map(_is_plain, pair)):
                    yield first.start(), second.end()

    def _alone(self, text: str, tokens: Sequence[re.Match[str]]) -> Iterator[Span]:
        """«Бібліотека – Ткачук», «Бібліотека (Ткачук)»: a surname alone at the end, no place's."""
        if len(tokens) < 2 or not _is_capital(tokens[-1][0]):
            return
        last, between = tokens[-1], text[tokens[-2].end() : tokens[-1].start()]
        is_apart = folded(between).strip() in APART and not text[last.end() :].strip(" .)")
        name = folded(last[0]).rstrip(".")
        if is_apart and name.endswith(words("surname_ending")) and name not in self.places:
            yield last.span()

    def _is_given(self, word: str, any_form: bool) -> bool:
        """«Олена»; «Оленою» too, for `any_form`."""
        told = word.casefold()
        return told in self.given or (any_form and any(
            len(name) >= SHORTEST and told.startswith(name[:-1]) and len(told) <= len(name) + LONGER
            for name in self.given
        ))  # fmt: skip


def _phones(text: str) -> Iterator[Span]:
    tokens = [*_WORD.finditer(text)]
    for found in _PHONE.finditer(text):
        digits = sum(letter.isdigit() for letter in found[0])
        if digits >= NUMBER_DIGITS or _SMALL.fullmatch(found[0]):
            yield _back(tokens, found.span(), _is_phone)


def _called(tokens: Sequence[re.Match[str]]) -> Iterator[Span]:
    """«зав. Коваль», «бібліотекарка Олена»: who somebody is, and names after it."""
    for at, one in enumerate(tokens):
        end = at + 1
        while end < len(tokens) and end - at <= NEAR and _is_capital(tokens[end][0]):
            end += 1
        if end > at + 1 and _is_office(one[0]):
            yield tokens[at + 1].start(), tokens[end - 1].end()


def _narrowed(tokens: Sequence[re.Match[str]], span: Span) -> Span | None:
    """Without words before the name; None where fewer than two words with capitals are left."""
    inside = [one for one in tokens if span[0] <= one.start() and one.end() <= span[1] + 1]
    while inside and (not _is_capital(inside[0][0]) or _is_plain(inside[0][0])):
        inside.pop(0)
    if len([one for one in inside if _is_capital(one[0])]) < 2:
        return None
    return inside[0].start(), max(inside[-1].end(), span[1])


def _is_namesake(text: str, tokens: Sequence[re.Match[str]], span: Span, *, any_form: bool) -> bool:
    """«ім. Т. Г. Шевченка», «вул. Коваль Н. П.», «Шевченка Т. Г., 5»; «Т. Шевченка», where
    people stand in the first form alone.
    """
    if not any_form and any(
        folded(one[0]).endswith(words("genitive_ending"))
        for one in tokens if span[0] <= one.start() < span[1]
    ):  # fmt: skip
        return True
    before = [one for one in tokens if one.start() < span[0]][-NEAR:]
    told = any(folded(one[0]).rstrip(".") in words("namesake") for one in before)
    house = _HOUSE.match(text, span[1])
    return told or bool(house and (not house[1] or folded(house[1]) in words("house_mark")))


def _from_office(tokens: Sequence[re.Match[str]], span: Span) -> Span:
    return _back(tokens, span, _is_office)


def _back(tokens: Sequence[re.Match[str]], span: Span, is_of_it: Callable[[str], bool]) -> Span:
    """From the word before on, where that tells what stands in the span: «тел.», «зав.»."""
    start = span[0]
    for one in reversed([one for one in tokens if one.end() <= span[0]]):
        if not is_of_it(one[0]):
            break
        start = one.start()
    return start, span[1]


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


@cache
def _is_office(word: str) -> bool:
    """«завідувачка», «бібліотекар», and as they are misspelt: «біблотекарка», «дирктор»."""
    told = folded(word)
    if told.startswith(words("person")):
        return True
    named = [OSA.distance(told, one) for one in topics("column.")["name"]]
    slips = [
        OSA.distance(told[: len(one) + more], one)
        for one in words("person") if len(one) >= LONG and len(told) >= len(one) - 1
        for more in (-1, 0, 1)
    ]  # fmt: skip
    return min(slips, default=LONG) <= MOST_SLIPS < min(named)


def _is_phone(word: str) -> bool:
    told = folded(word).rstrip(".")
    return told in words("telephone_mark") or told.startswith(topics("column.")["phone"])


def _is_plain(word: str) -> bool:
    """«Бібліотека», «Заклад»: no name of anybody."""
    return folded(word).startswith(topics("column.")["name"]) or _is_office(word)


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
