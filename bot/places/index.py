"""Every form of every name, folded, with the settlements it may mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rapidfuzz.distance import DamerauLevenshtein

from bot.places.forms import forms
from bot.places.letters import fold, fold_latin, to_latin
from bot.places.model import Settlement

OFFICIAL, ALIAS, GUESSED = 0, 1, 2
SHORTEST_REPAIRED = 5
LONG = 8


@dataclass(slots=True)
class FormIndex:
    """Folded forms: Cyrillic and Latin apart. The rank tells official names from aliases."""

    cyrillic: dict[str, dict[Settlement, int]] = field(default_factory=dict)
    latin: dict[str, dict[Settlement, int]] = field(default_factory=dict)
    _buckets: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def add(self, settlement: Settlement) -> None:
        """Add all forms of all names of a settlement."""
        self._add(settlement.name, settlement, OFFICIAL)
        for alias in settlement.aliases:
            if alias.isascii():
                _claim(self.latin, _latin_key(alias), settlement, ALIAS)
            else:
                self._add(alias, settlement, ALIAS)
        if settlement.name_ru:
            rank = ALIAS if settlement.ru_attested else GUESSED
            self._add(settlement.name_ru, settlement, rank, russian=True)
        if settlement.name_en:
            _claim(self.latin, _latin_key(settlement.name_en), settlement, OFFICIAL)

    def add_nickname(self, mention: str, settlement: Settlement) -> None:
        """Add another way to call a settlement."""
        self._add(mention, settlement, ALIAS)

    def _add(self, name: str, settlement: Settlement, rank: int, *, russian: bool = False) -> None:
        for form in forms(name, russian=russian):
            key = " ".join(map(fold, form.split()))
            _claim(self.cyrillic, key, settlement, rank)
            _claim(self.latin, _latin_key(to_latin(form)), settlement, rank)

    def finish(self) -> None:
        """Make typo repair ready."""
        for key in self.cyrillic:
            if " " not in key and len(key) >= SHORTEST_REPAIRED:
                self._buckets.setdefault((key[0], len(key)), []).append(key)

    def exact(self, words: Iterable[str]) -> dict[Settlement, int]:
        """What these words name, as they stand."""
        words = list(words)
        if all(word.isascii() for word in words):
            return self.latin.get(" ".join(map(fold_latin, words)), {})
        return self.cyrillic.get(" ".join(map(fold, words)), {})

    def repaired(self, word: str) -> dict[Settlement, int]:
        """What a misspelt word names: one slip, two in a long word; the first letter is right."""
        key = fold(word)
        if len(key) < SHORTEST_REPAIRED or word.isascii():
            return {}
        allowed = 2 if len(key) >= LONG else 1
        best: tuple[int, list[str]] = (allowed + 1, [])
        for known in self._close_in_length(key, allowed):
            slips = DamerauLevenshtein.distance(key, known, score_cutoff=best[0])
            if slips < best[0]:
                best = (slips, [known])
            elif slips == best[0]:
                best[1].append(known)
        if best[0] > allowed:
            return {}
        found: dict[Settlement, int] = {}
        for known in best[1]:
            for settlement, rank in self.cyrillic[known].items():
                found[settlement] = min(rank, found.get(settlement, rank))
        return found

    def _close_in_length(self, key: str, allowed: int) -> Iterator[str]:
        for length in range(len(key) - allowed, len(key) + allowed + 1):
            yield from self._buckets.get((key[0], length), ())


def _latin_key(name: str) -> str:
    return " ".join(fold_latin(part) for part in name.replace("-", " ").split())


def _claim(
    index: dict[str, dict[Settlement, int]], key: str, settlement: Settlement, rank: int
) -> None:
    owners = index.setdefault(key, {})
    owners[settlement] = min(rank, owners.get(settlement, rank))
