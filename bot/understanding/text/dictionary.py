"""Words of Ukrainian and Russian: what is one is never taken for a slip of the pen.

Their beginnings rest as a Bloom filter: what is a word is always known as one, and of a hundred
beginnings that are none about two pass for one, which then are not mended. It is made by
`python -m bot.understanding.text.dictionary DICTIONARY…` from Hunspell dictionaries (NOTICE).
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from bot.understanding.text.alphabet import fold, words

FILE = Path(__file__).with_suffix(".bin")
LETTERS = 8  # of a folded word: by so many its forms are told from slips
_SHORTEST = 4
_BITS = 8  # for each beginning
_HASHES = 5


class Dictionary:
    """A set of words by so many `letters` of their beginnings; `bits` as `made_of` makes them."""

    def __init__(self, bits: bytes, letters: int = LETTERS) -> None:
        self._bits = bits
        self._letters = letters

    def __contains__(self, word: object) -> bool:
        """Whether a word begins as one of the dictionary does."""
        return isinstance(word, str) and all(
            self._bits[at >> 3] >> (at & 7) & 1
            for at in _places(word[: self._letters], len(self._bits))
        )


def _places(start: str, size: int) -> Iterator[int]:
    digest = hashlib.blake2b(start.encode(), digest_size=8 * _HASHES).digest()
    for at in range(0, len(digest), 8):
        yield int.from_bytes(digest[at : at + 8], "little") % (8 * size)


def made_of(words: Iterable[str], letters: int = LETTERS) -> bytes:
    """The bits that know these words by so many letters of each."""
    known = {word[:letters] for word in words if len(word) >= _SHORTEST}
    bits = bytearray(max(1, len(known) * _BITS // 8))
    for word in known:
        for at in _places(word, len(bits)):
            bits[at >> 3] |= 1 << (at & 7)
    return bytes(bits)


@cache
def shipped() -> Dictionary:
    """The words that the program knows."""
    return Dictionary(FILE.read_bytes())


_Rule = tuple[bool, str, str, "re.Pattern[str] | None", str]


def _rules(affixes: Path) -> dict[str, list[_Rule]]:
    found: dict[str, list[_Rule]] = {}
    for line in affixes.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if len(parts) < 5 or parts[0] not in {"SFX", "PFX"}:
            continue
        at_end = parts[0] == "SFX"
        added, _, further = parts[3].partition("/")
        told = None if parts[4] == "." else re.compile(parts[4] + "$" if at_end else parts[4])
        taken, added = (("" if one == "0" else one) for one in (parts[2], added))
        found.setdefault(parts[1], []).append((at_end, taken, added, told, further))
    return found


def _formed(word: str, flags: str, rules: dict[str, list[_Rule]], deep: int = 2) -> Iterator[str]:
    yield word
    for at_end, taken, added, told, further in (one for f in flags for one in rules.get(f, ())):
        if told is not None and not (told.search(word) if at_end else told.match(word)):
            continue
        if at_end and word.endswith(taken):
            form = word.removesuffix(taken) + added
            yield from _formed(form, further if deep > 1 else "", rules, deep - 1)
        elif not at_end:
            yield added + word.removeprefix(taken)


def forms(dictionary: Path) -> Iterator[str]:
    """Every form of a Hunspell dictionary’s words, as it is written; `.aff` lies beside."""
    rules = _rules(dictionary.with_suffix(".aff"))
    for line in dictionary.read_text(encoding="utf-8").splitlines()[1:]:
        word, _, flags = line.partition("\t")[0].partition(" ")[0].partition("/")
        yield from _formed(word, flags, rules)


def common_forms(dictionary: Path) -> Iterator[str]:
    """Those that are no names, folded."""
    for form in forms(dictionary):
        if not form[:1].isupper():
            yield from words(fold(form))


if __name__ == "__main__":
    FILE.write_bytes(made_of(form for path in sys.argv[1:] for form in common_forms(Path(path))))
