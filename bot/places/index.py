"""Every form of every name, folded, with the settlements it may mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rapidfuzz.distance import DamerauLevenshtein

from bot.places.forms import forms
from bot.places.letters import fold, fold_latin, to_latin
from bot.places.model import Settlement

OFFICIAL, ALIAS = 0, 1
SHORTEST_REPAIRED = 5
LONG = 9


Owners = dict[str, dict[Settlement, int]]


@dataclass(slots=True)
class FormIndex:
    """Folded forms: Cyrillic at once, Latin when somebody first writes in it (or `warm`).

    The rank tells official names from aliases.
    """

    cyrillic: Owners = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    _latin: Owners | None = None
    _spelt: list[tuple[str, Settlement, int]] = field(default_factory=list)
    _buckets: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def add(self, settlement: Settlement) -> None:
        """Add all forms of all names of a settlement."""
        self._add(settlement.name, settlement, OFFICIAL)
        for alias in settlement.aliases:
            if alias.isascii():
                self._spelt.append((alias.replace("-", " "), settlement, ALIAS))
            else:
                self._add(alias, settlement, ALIAS)
        if settlement.name_ru:
            self._add(settlement.name_ru, settlement, ALIAS, russian=True)
        if settlement.name_en:
            self._spelt.append((settlement.name_en.replace("-", " "), settlement, OFFICIAL))

    def add_elsewhere(self, name: str, *, russian: bool = False) -> None:
        """A town of another oblast: its forms are no misspelling of ours."""
        for form in forms(name, russian=russian):
            self.elsewhere.add(" ".join(map(fold, form.split())))

    def add_nickname(self, mention: str, settlement: Settlement) -> None:
        """Add another way to call a settlement."""
        self._add(mention, settlement, ALIAS)

    def _add(self, name: str, settlement: Settlement, rank: int, *, russian: bool = False) -> None:
        for form in forms(name, russian=russian):
            _claim(self.cyrillic, " ".join(map(fold, form.split())), settlement, rank)
            self._spelt.append((form, settlement, rank))

    def warm(self) -> Owners:
        """Forms in Latin letters; made once, may be called from another thread."""
        if self._latin is None:
            made: Owners = {}
            for form, settlement, rank in self._spelt:
                key = " ".join(fold_latin(to_latin(part)) for part in form.split())
                _claim(made, key, settlement, rank)
            self._latin = made
        return self._latin

    def finish(self) -> None:
        """Make typo repair ready."""
        for key in self.cyrillic:
            if " " not in key and len(key) >= SHORTEST_REPAIRED:
                self._buckets.setdefault((key[0], len(key)), []).append(key)

    def exact(self, words: Iterable[str]) -> dict[Settlement, int]:
        """What these words name, as they stand."""
        words = list(words)
        if all(word.isascii() for word in words):
            return self.warm().get(" ".join(map(fold_latin, words)), {})
        return self.cyrillic.get(" ".join(map(fold, words)), {})

    def repaired(self, word: str) -> dict[Settlement, int]:
        """What a misspelt word names: one slip, two in a long word; the first letter is right."""
        key = fold(word)
        if len(key) < SHORTEST_REPAIRED or word.isascii() or key in self.elsewhere:
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


def _claim(index: Owners, key: str, settlement: Settlement, rank: int) -> None:
    owners = index.setdefault(key, {})
    owners[settlement] = min(rank, owners.get(settlement, rank))
