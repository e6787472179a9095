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


# Who owns a form: numbers of settlements, twice, plus the rank. A form with one owner is a bare
# number: there are 70,000 of them.
Owners = dict[str, int | tuple[int, ...]]


@dataclass(slots=True)
class FormIndex:
    """Folded forms: Cyrillic at once, Latin when somebody first writes in it (or `warm`).

    The rank tells official names from aliases.
    """

    cyrillic: Owners = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    _settlements: list[Settlement] = field(default_factory=list)
    _numbers: dict[Settlement, int] = field(default_factory=dict)
    _latin: Owners | None = None
    _spelt: list[tuple[str, int]] = field(default_factory=list)
    _buckets: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def add(self, settlement: Settlement) -> None:
        """Add all forms of all names of a settlement."""
        self._numbers[settlement] = len(self._settlements)
        self._settlements.append(settlement)
        self._add(settlement.name, settlement, OFFICIAL)
        for alias in settlement.aliases:
            if alias.isascii():
                self._spelt.append((alias, self._owner(settlement, ALIAS)))
            else:
                self._add(alias, settlement, ALIAS)
        if settlement.name_ru:
            self._add(settlement.name_ru, settlement, ALIAS, russian=True)
        if settlement.name_en:
            self._spelt.append((settlement.name_en, self._owner(settlement, OFFICIAL)))

    def add_elsewhere(self, name: str, *, russian: bool = False) -> None:
        """A town of another oblast: its forms are no misspelling of ours."""
        for form in forms(name, russian=russian):
            self.elsewhere.add(" ".join(map(fold, form.split())))

    def add_nickname(self, mention: str, settlement: Settlement) -> None:
        """Add another way to call a settlement."""
        self._add(mention, settlement, ALIAS)

    def _add(self, name: str, settlement: Settlement, rank: int, *, russian: bool = False) -> None:
        owner = self._owner(settlement, rank)
        for form in forms(name, russian=russian):
            _claim(self.cyrillic, " ".join(map(fold, form.split())), owner)

    def _owner(self, settlement: Settlement, rank: int) -> int:
        return self._numbers[settlement] * 2 + rank

    def _read(self, owners: int | tuple[int, ...] | None) -> dict[Settlement, int]:
        if owners is None:
            return {}
        if isinstance(owners, int):
            owners = (owners,)
        return {self._settlements[owner // 2]: owner % 2 for owner in sorted(owners, reverse=True)}

    def warm(self) -> Owners:
        """Forms in Latin letters; made once, may be called from another thread."""
        if self._latin is None:
            made: Owners = {}
            for key, owners in self.cyrillic.items():
                latin = " ".join(fold_latin(to_latin(part)) for part in key.split())
                for owner in (owners,) if isinstance(owners, int) else owners:
                    _claim(made, latin, owner)
            for name, owner in self._spelt:
                _claim(made, " ".join(map(fold_latin, name.replace("-", " ").split())), owner)
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
            return self._read(self.warm().get(" ".join(map(fold_latin, words))))
        return self._read(self.cyrillic.get(" ".join(map(fold, words))))

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
            for settlement, rank in self._read(self.cyrillic[known]).items():
                found[settlement] = min(rank, found.get(settlement, rank))
        return found

    def _close_in_length(self, key: str, allowed: int) -> Iterator[str]:
        for length in range(len(key) - allowed, len(key) + allowed + 1):
            yield from self._buckets.get((key[0], length), ())


def _claim(index: Owners, key: str, owner: int) -> None:
    known = index.get(key)
    if known is None:
        index[key] = owner
    elif isinstance(known, int):
        if known != owner:
            index[key] = (known, owner)
    elif owner not in known:
        index[key] = (*known, owner)
