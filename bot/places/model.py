"""Settlements and hromadas by their KATOTTG codes."""

from dataclasses import dataclass

from bot.engine.turn import Point


@dataclass(frozen=True, slots=True, eq=False)
class Settlement:
    """A town, selyshche or village.

    `code` is KATOTTG; `category` M town, X selyshche, C village, K a city apart; `hromada`, `raion`
    and `raion_old` (before 2020) are adjectives: «Городоцька», «Шепетівський». `point` is the
    middle of the settlement, None when nobody knows it. `name_ru` is for matching, never for
    showing: some were made by a rule. `oblast`, an adjective, is "" for the service's own.
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
    oblast: str = ""


@dataclass(frozen=True, slots=True)
class AdminUnit:
    """A hromada, or a raion of today or before 2020; `name` is the adjective of its settlements.

    `ours`: it is in the oblast.
    """

    name: str
    centre: Settlement | None
    is_hromada: bool
    ours: bool = True


@dataclass(frozen=True, slots=True)
class Hromada:
    """A hromada; `name` is an adjective, `centre_code` its centre's KATOTTG code."""

    code: str
    name: str
    kind: str
    centre: str
    centre_code: str
    raion: str
