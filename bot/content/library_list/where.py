"""Where a library of a list is: by its code, else by what its cells name."""

import re
from collections.abc import Callable, MutableMapping, Sequence
from typing import Final

from bot.content.library_list.words import folded, words
from bot.places.model import Settlement

KATOTTG: Final = re.compile(r"(?<!\w)(?:UA|УА)?\s?(\d{17})(?!\d)", re.IGNORECASE)
CODES_IN: Final = ("katottg", "settlement", "name", "address", "hromada")  # where the code stands
VILLAGE: Final = "C"
STEM: Final = 3  # letters at least that forms of one name share
ROOT: Final = 4  # and an adjective with its village
LAST: Final = 2  # letters at the end that change with the form
_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'-]){0,60}")
_ALIKE: Final = {ord(one): words("changing_vowels")[0] for one in words("changing_vowels")}
_SIGNED: Final = re.compile(
    r"(?<!\w)(\w{1,8})\.?\s{1,3}([^\W\d_][\w’'-]{1,40}(?:\s[^\W\d_][\w’'-]{1,40})?)|"
    r"(?<!\w)(\w{1,3})\.([^\W\d_][\w’'-]{1,40})"
)

FindPlaces = Callable[[str], Sequence[Settlement]]
Neighbours = Callable[[Settlement], Sequence[str]]  # names of the settlements of its hromada


def code_in(told: MutableMapping[str, str]) -> str:
    """The KATOTTG code of a row, taken out of its cell; "" for none."""
    for field in CODES_IN:
        cell = told.get(field, "")
        if found := KATOTTG.search(cell):
            rest = f"{cell[: found.start()]} {cell[found.end() :]}".strip(" ,;-–()")
            told[field] = " ".join(rest.split())
            return f"UA{found[1]}"
    return ""


def find_place(
    told: MutableMapping[str, str], name: str, code: str, find: FindPlaces, beside: Neighbours
) -> Settlement | str:
    """Where the library called `name` is, or what has to be asked."""
    coded = find(code) if code else ()
    settlement = told.get("settlement", "")
    if not coded:
        found = _named(told, name, code, find)
        return found if isinstance(found, str) else _as_name_says(name, found, find, beside)
    named = find(settlement) if settlement else ()
    if named and coded[0].code not in {one.code for one in named}:
        return (f"«{name}»: код {code} – це {coded[0].name}, а написано «{settlement}». "
                "Виправте одне з двох.")  # fmt: skip
    return _as_name_says(name, coded[0], find, beside)


def _named(
    told: MutableMapping[str, str], name: str, code: str, find: FindPlaces
) -> Settlement | str:
    settlement = told.get("settlement", "")
    wide = ", ".join(
        f"{told[key]} {word}" if word not in folded(told[key]) else told[key]
        for key, word in (("hromada", words("kind.hromada_central")[-1]), ("raion", "район"))
        if told.get(key)
    )
    alone = find(settlement) if settlement else ()
    if settlement and not alone:  # with its hromada it would be the hromada's centre
        return (f"«{name}»: населеного пункту «{settlement}» не знаємо. Перевірте, як його "
                "написано, або впишіть код КАТОТТГ.")  # fmt: skip
    if settlement:
        tried = [f"{settlement}, {wide}" if wide else settlement, settlement]
    else:
        tried = [one for one in (told.get("address", ""), name) if one]
    names = {one.name for one in alone}
    several: Sequence[Settlement] = ()
    for text in tried:
        found = find(text)
        if len(found) == 1 and (not names or found[0].name in names):
            return found[0]
        several = several or found
    if several:
        listed = "; ".join(f"{one.name}, {one.hromada} громада – {one.code}" for one in several)
        return (f"«{name}»: таких місць кілька. Впишіть код КАТОТТГ замість назви "
                f"населеного пункту: {listed}.")  # fmt: skip
    if code:
        return f"«{name}»: коду {code} серед наших населених пунктів немає. Виправте його."
    return f"«{name}»: не знаємо, де це. Впишіть населений пункт і громаду."


def _as_name_says(
    name: str, place: Settlement, find: FindPlaces, beside: Neighbours
) -> Settlement | str:
    """The place, unless the library's name tells of another village."""
    other = next((one for one in _signed(name) if not _is_of(one, place)), "")
    if not other and (found := find(name)) and place.code not in {one.code for one in found}:
        villages = [one for one in found if one.category == VILLAGE and one.name != place.name]
        other = villages[0].name if len(villages) == len(found) else ""
    other = other or _adjective_of_another(name, place, beside)
    if not other:
        return place
    return (f"«{name}»: у назві «{other}», а місце – {place.name}. Виправте одне з двох або "
            "впишіть код КАТОТТГ того села, де бібліотека.")  # fmt: skip


def _adjective_of_another(name: str, place: Settlement, beside: Neighbours) -> str:
    """«Гречанська», of a library told to be in another village; "" where no name says so.

    Whose own village it is, or the whole hromada's or raion's, tells nothing of another.
    """
    own = {folded(place.hromada), folded(place.raion), *words("generic"), *words("no_village")}
    word: str
    for word in _WORD.findall(name):
        root, told = _root(folded(word)), folded(word)
        is_own = any(told[:-LAST] == one[:-LAST] for one in own) or _is_of(word, place)
        is_own = is_own or _is_made_of(root, place.name)
        if root and not is_own and any(_is_made_of(root, one) for one in beside(place)):
            return word
    return ""


def _root(word: str) -> str:
    """«гречан» of «гречанська», "" of what is no such adjective."""
    return next((word.removesuffix(one) for one in words("adjective_ending")
                 if word.endswith(one) and len(word) - len(one) >= ROOT), "")  # fmt: skip


def _is_made_of(root: str, village: str) -> bool:
    """Whether an adjective is a village's: «зайчиків» of «зайчики», «бутовец» of «бутівці»."""
    root, name = root.translate(_ALIKE), folded(village).translate(_ALIKE)
    same = next((at for at, (one, other) in enumerate(zip(root, name, strict=False))
                 if one != other), min(len(root), len(name)))  # fmt: skip
    return same >= ROOT and same >= max(len(root), len(name)) - LAST


def _signed(name: str) -> list[str]:
    """«Гречана» of «Бібліотека с. Гречана»."""
    found = (one.groups() for one in _SIGNED.finditer(name))
    told = ((sign or short, place or beside) for sign, place, short, beside in found)
    return [place for sign, place in told
            if folded(sign) in words("place_sign") and place[0].isupper()]  # fmt: skip


def _is_of(told: str, place: Settlement) -> bool:
    """Whether a name, in any form, is this place's: «Говорів» of «Говори»."""
    first, name = folded(told).split()[0], folded(place.name).split()[0]
    size = max(STEM, len(name) - STEM)
    return first[:size] == name[:size]
