"""Settlements and hromadas of the oblast, by their KATOTTG codes."""

from dataclasses import dataclass

from bot.engine.turn import Point


@dataclass(frozen=True, slots=True, eq=False)
class Settlement:
    """A town, selyshche or village.

    `code` is KATOTTG; `category` M town, X selyshche, C village; `hromada`, `raion` and
    `raion_old` (before 2020) are adjectives: «Городоцька», «Хмельницький». `point` is the middle
    of the settlement, None when nobody knows it. `name_ru` is for matching, never for showing:
    some were made by a rule.
    """

    code: str
    category: str
    name: str
    hromada_code: str
    hromada: str
    raion: str
    raion_old: str
    point: Point | None
    aliases: tuple[str, ...] = ()
    name_ru: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Hromada:
    """A hromada; `name` is an adjective, `centre_code` its centre's KATOTTG code."""

    code: str
    name: str
    kind: str
    centre: str
    centre_code: str
    raion: str
