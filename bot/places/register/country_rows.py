"""One row of country.csv: its settlement, its names, and whether words say one of them."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from bot.engine.turn import Point
from bot.places.model import Settlement
from bot.places.reading.alphabet import fold, fold_all, is_cyrillic, sound
from bot.places.reading.forms import russian, ukrainian
from bot.places.reading.names import Rank
from bot.places.reading.ukrainian import shared

COLUMNS = (
    "katottg", "category", "name_uk", "hromada_code", "hromada", "raion", "raion_old", "oblast",
    "lat", "lon", "aliases", "name_ru", "name_en",
)  # fmt: skip
_PARTS = re.compile(r"[\s-]+")

Coordinates = tuple[float, float]


def cells_of(line: bytes) -> list[str]:
    """The cells of a line."""
    text = line.decode()
    return next(csv.reader((text,))) if '"' in text else text.split(",")


def settlement_of(cells: Sequence[str], point: Coordinates | None) -> Settlement:
    """The settlement of a row."""
    return Settlement(
        code=cells[0],
        category=cells[1],
        name=cells[2],
        hromada_code=cells[3],
        hromada=cells[4],
        raion=cells[5],
        raion_old=cells[6],
        oblast=cells[7],
        point=Point(*point) if point else None,
        aliases=tuple(filter(None, cells[10].split("|"))),
        name_ru=cells[11],
        name_en=cells[12],
    )


def names_of(cells: Sequence[str]) -> Iterator[tuple[str, Rank, bool]]:
    """All names of a row; whether one is Russian."""
    yield cells[2], Rank.OFFICIAL, False
    if cells[11]:
        yield cells[11], Rank.OFFICIAL, True
    for alias in filter(None, (*cells[10].split("|"), cells[12])):
        yield alias, Rank.ALIAS, False


def says(name: str, keys: Sequence[str], *, ru: bool) -> bool | None:
    """Whether these folded words are the name's dictionary form; None when they are none of it."""
    if fold(name[:1]) != keys[0][:1] and is_cyrillic(name) and is_cyrillic(keys[0]):
        return None
    words = _PARTS.split(name.casefold())
    if len(words) != len(keys):
        return None
    plain = [fold(word) for word in words]
    if all(map(is_cyrillic, keys)) and is_cyrillic(name):
        if not all(key.startswith(shared(word)) for word, key in zip(plain, keys, strict=True)):
            return None
        if not all(key in _forms(word, ru) for word, key in zip(words, keys, strict=True)):
            return None
        return plain == list(keys)
    spelt = [sound(key) for key in keys]
    heard = [sound(word) for word in plain]
    if any(word[:1] != key[:1] for word, key in zip(heard, spelt, strict=True)):
        return None
    for word, key in zip(words, spelt, strict=True):
        if key != sound(fold(word)) and key not in map(sound, _forms(word, ru)):
            return None
    return heard == spelt


@lru_cache(maxsize=512)
def _forms(word: str, ru: bool) -> frozenset[str]:
    decline: Callable[[str], Iterable[str]] = russian if ru else ukrainian
    return frozenset(fold_all(decline(word)))
