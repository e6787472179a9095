"""Which words of a text name a settlement, and which one is meant."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.places.forms import adjective_stem
from bot.places.index import FormIndex
from bot.places.letters import WORD, fold
from bot.places.model import Hromada, Settlement

WINDOW = 3


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


IN = _folded("в у во ув у/в на in at v u")
FROM = _folded("з із зі зо с со из від до from z iz do")
NEAR = _folded("біля коло під около возле рядом near bilya bilia")
HERE = _folded(
    "село селі села селище смт місто місті міста містечко містечку деревня деревне деревни поселок"
    " посёлке город городе города м с selo misto village town"
)
LIVE = _folded(
    "живу живемо живе жиєм живем живёт живёмо мешкаю мешкаємо проживаю проживаємо проживає тепер"
    " зараз сейчас live living zhyvu zhivu"
)
THROUGH = _folded("через повз мимо via")
STREET = (
    "вул", "вулиц", "улиц", "провул", "пров", "переул", "просп", "площ", "бульвар", "шосе", "ул",
    "vul", "vulyts", "street",
)  # fmt: skip
UNIT = ("громад", "отг", "тг", "район", "рн", "раион", "рад", "hromad", "raion")
PLACE_ENDINGS = tuple(
    fold(ending)
    for ending in (
        "вці", "нці", "ниці", "вка", "вку", "вки", "вцях", "нцях", "ичі", "ів", "їв", "ськ", "поль",
        "піль", "вець", "нець", "щина", "щині", "тин", "слав", "град",
    )
)  # fmt: skip
ADJECTIVE = re.compile("[сц]к(а|е|и|у|ои|еи|ии|ого|ому|им)$")
OBLAST = ("област", "обл", "oblast")
OURS = ("хмелн", "khmeln", "hmeln")
NAMES_LIMIT = 400  # words looked at: a longer message is a story, its place stands near a verb


@dataclass(frozen=True, slots=True)
class Finding:
    """Settlements that are meant (several: ambiguous) and where the text names places."""

    settlements: tuple[Settlement, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    key: str
    start: int
    end: int
    apart: bool  # a comma or another sign stands before it


@dataclass(frozen=True, slots=True)
class _Mention:
    candidates: tuple[Settlement, ...]
    start: int
    end: int
    weight: int


class Mentions:
    """Finds mentions. `ordinary` are folded words that alone never name a place."""

    def __init__(
        self,
        index: FormIndex,
        settlements: Sequence[Settlement],
        hromadas: Sequence[Hromada],
        *,
        ordinary: frozenset[str],
    ) -> None:
        self._index = index
        self._ordinary = ordinary
        self._centres = {one.centre_code: one for one in hromadas}
        self._towns = {fold(one.name) for one in settlements if one.category == "M"}
        by_code = {one.code: one for one in settlements}
        self._adjectives: dict[str, list[tuple[str, Settlement | None]]] = {}
        for hromada in hromadas:
            self._adjective(hromada.name, by_code.get(hromada.centre_code))
        for raion in {one.raion for one in settlements} | {one.raion_old for one in settlements}:
            if raion:
                self._adjective(raion, None)

    def _adjective(self, name: str, centre: Settlement | None) -> None:
        for part in (name, name.split()[0]):
            stem = fold(adjective_stem(part))
            known = self._adjectives.setdefault(stem, [])
            if (name, centre) not in known:
                known.append((name, centre))

    def warm(self) -> None:
        """Make Latin spellings ready."""
        self._index.warm()

    def find(self, text: str) -> Finding:
        """Settlements a text means."""
        words = _words(text)
        units = self._units(words)
        mentions = list(self._mentions(words, units))
        if not mentions:
            return self._only_unit(units, words)
        chosen = max(mentions, key=lambda one: one.weight + 2 * _again(one, mentions))
        candidates = self._settle(chosen, mentions, units)
        return Finding(candidates, tuple((one.start, one.end) for one in mentions))

    def _units(self, words: Sequence[_Word]) -> dict[int, list[tuple[str, Settlement | None]]]:
        """Adjectives of hromadas and raions by the place of the word: «Деражнянська громада»."""
        found: dict[int, list[tuple[str, Settlement | None]]] = {}
        for at, word in enumerate(words):
            after = words[at + 1].key if at + 1 < len(words) else ""
            before = words[at - 1].key if at else ""
            if not (after.startswith(UNIT) or before.startswith(("громад", "район"))):
                continue
            for length in range(len(word.key), 4, -1):
                if known := self._adjectives.get(word.key[:length]):
                    found[at] = known
                    break
        return found

    def _only_unit(
        self, units: dict[int, list[tuple[str, Settlement | None]]], words: Sequence[_Word]
    ) -> Finding:
        """Only a hromada is named: its centre is meant."""
        for at, known in units.items():
            centres = tuple(dict.fromkeys(centre for _, centre in known if centre))
            if centres:
                return Finding(centres[:1], ((words[at].start, words[at].end),))
        return Finding()

    def _mentions(self, words: Sequence[_Word], units: Iterable[int]) -> Iterable[_Mention]:
        taken, at = set(units), 0
        while at < len(words):
            for size in range(min(WINDOW, len(words) - at), 0, -1):
                mention = self._at(words, at, size) if at not in taken else None
                if mention:
                    yield mention
                    at += size - 1
                    break
            at += 1

    def _at(self, words: Sequence[_Word], at: int, size: int) -> _Mention | None:
        window = words[at : at + size]
        parts = [part for word in window for part in word.text.split("-")]
        owners = self._index.exact(parts)
        sign = self._sign(words, at)
        alone = len(words) == size
        if not owners and size == 1:
            likely = sign > 0 or alone or window[0].text[:1].isupper()
            if likely and not self._everyday(window[0].key):
                owners = self._index.repaired(window[0].text)
        if not owners or self._elsewhere(words, at, size):
            return None
        if size == 1 and not alone and self._is_ordinary(window[0], sign):
            return None
        best = min(owners.values())
        near = at and words[at - 1].key in NEAR
        return _Mention(
            tuple(one for one, rank in owners.items() if rank == best),
            window[0].start,
            window[-1].start + len(window[-1].text),
            -1 if near else sign,
        )

    def _is_ordinary(self, word: _Word, sign: int) -> bool:
        """A word of everyday that happens to be a village's name, or too short to tell."""
        capital = word.text[:1].isupper()
        if len(word.key) < 4 or self._everyday(word.key):
            return not (sign >= 3 or (sign > 0 and capital))
        # In small letters and with nothing before it only what sounds like a place is one.
        return not (capital or sign or word.text.isascii() or word.key.endswith(PLACE_ENDINGS))

    def _everyday(self, key: str) -> bool:
        return key in self._ordinary and key not in self._towns

    def _sign(self, words: Sequence[_Word], at: int) -> int:
        """How much the words before say that a place where one lives follows."""
        before = [word.key for word in words[max(0, at - 3) : at]][::-1]
        if not before:
            return 0
        if before[0] in THROUGH:
            return -1
        weight = 0
        if before[0] in HERE:
            weight = 3
            before = before[1:] or [""]
        if before[0] in IN:
            weight += 2
        elif before[0] in FROM or before[0] in NEAR:
            weight += 1
        return weight + (2 if any(word in LIVE for word in before) else 0)

    def _elsewhere(self, words: Sequence[_Word], at: int, size: int) -> bool:
        """A street, an area's adjective, or a place of another oblast."""
        if at and words[at - 1].key.startswith(STREET) and not words[at].apart:
            return True
        after = [word.key for word in words[at + size : at + size + 4]]
        if after and after[0].startswith((*UNIT, *OBLAST)):
            return not words[at + size].apart
        if after and after[0].startswith(STREET) and ADJECTIVE.search(words[at].key):
            return True
        for place, word in enumerate(after[1:], 1):
            if word.startswith(OBLAST):
                return not after[place - 1].startswith(OURS)
        return False

    def _settle(
        self,
        chosen: _Mention,
        mentions: Sequence[_Mention],
        units: dict[int, list[tuple[str, Settlement | None]]],
    ) -> tuple[Settlement, ...]:
        """Of several of one name, the one that what stands near picks."""
        candidates = chosen.candidates
        if len(candidates) == 1:
            return candidates
        named = {name for known in units.values() for name, _ in known}
        others = [one for other in mentions if other is not chosen for one in other.candidates]
        for fits in (
            lambda one: one.hromada in named,
            lambda one: one.raion in named or one.raion_old in named,
            lambda one: any(one.hromada_code == other.hromada_code for other in others),
            lambda one: any(one.raion_old == other.raion_old for other in others),
            lambda one: one.category == "M",
        ):
            picked = tuple(one for one in candidates if fits(one))
            if picked:
                if len(picked) == 1:
                    return picked
                candidates = picked
        return candidates


_GLUED = re.compile(r"(?<=[а-яіїєґ])(?=[А-ЯІЇЄҐ][а-яіїєґ]{3})")


def _words(text: str) -> list[_Word]:
    """Words with their places; «вНетішині» is two."""
    found: list[_Word] = []
    end = 0
    for match in WORD.finditer(text):
        cut = [0, *(slit.start() for slit in _GLUED.finditer(match[0])), len(match[0])]
        for start, stop in pairwise(cut):
            word = match[0][start:stop].rstrip(".")
            at = match.start() + start
            apart = any(sign in text[end:at] for sign in ",;:()!?")
            found.append(_Word(word, fold(word), at, at + len(word), apart))
            end = at + (stop - start)
        if len(found) >= NAMES_LIMIT:
            break
    return found


def _again(one: _Mention, mentions: Sequence[_Mention]) -> bool:
    """Whether the same place is named twice."""
    return sum(other.candidates == one.candidates for other in mentions) > 1
