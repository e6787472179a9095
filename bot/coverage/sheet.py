"""Coverage as rows: for a spreadsheet and for the command line. Texts are translated by `say`."""

from collections.abc import Callable, Sequence

from bot.catalogue.offers import OFFERS
from bot.coverage.model import TABLE_KM, Count, Coverage, HromadaCoverage, Standing
from bot.documents.xlsx import Cell, Sheet, workbook
from bot.engine.texts import N_

Say = Callable[[str], str]
PERCENT = 100

WITHIN = N_("Within, km")
SETTLEMENTS = N_("Settlements")
PEOPLE = N_("People")
SHARE = N_("Share, %")
PERHAPS_SETTLEMENTS = N_("Unknown: settlements")
PERHAPS_PEOPLE = N_("Unknown: people")
PERHAPS_SHARE = N_("Unknown: share, %")
HROMADA = N_("Hromada")
HROMADAS = N_("Hromadas")
RAION = N_("Raion")
LIBRARIES = N_("Libraries")
SURE = N_("Surely")
CENTRE_KM = N_("From the centre to the nearest, km")
REACHED = N_("Share within %(km)s km, %%")
REACHED_PERHAPS = N_("Unknown within %(km)s km, %%")
ID = N_("Code")
NAME = N_("Name")
STANDING = N_("Helps")
LATITUDE = N_("Latitude")
LONGITUDE = N_("Longitude")
STANDINGS = {
    Standing.SURE: N_("surely"),
    Standing.UNKNOWN: N_("unknown"),
    Standing.NO: N_("no"),
}
ALL_TITLE = N_("In all")
STRAIGHT = N_("Distances are straight lines: by road it is farther.")
BY_PEOPLE = N_(
    "People are counted by settlement. How many live in a single village is mostly an estimate."
)
BY_SETTLEMENTS = N_("How many people live where is not known here: settlements are counted.")
UNKNOWN = N_(
    "“Unknown” is where only such libraries are within reach of which nobody told whether they "
    "have it or are open."
)
NO_DAY = N_("Opening hours are not counted with: no day was chosen.")
PLACELESS = N_("Not counted, since nobody knows where on the map they are: %(libraries)s.")
AND_MORE = N_("and %(n)s more")
MOST_NAMED = 20
UNPLACED = N_("Settlements whose place is not known, which are not counted: %(n)s.")
OFFERED = N_("Asked for: %(offers)s.")
ANYTHING = N_("Asked for: any library.")
ON_DAY = N_("Open on: %(day)s.")


def percent(share: float) -> float:
    """A share of 0 to 1 in percent, to a tenth."""
    return round(PERCENT * share, 1)


def notes(found: Coverage, say: Say) -> list[str]:
    """What must be said beside the figures."""
    wanted = found.wanted
    offers = ", ".join(say(name) for key, name in OFFERS.items() if key in wanted.offers)
    told = [say(OFFERED) % {"offers": offers} if offers else say(ANYTHING)]
    told.append(say(ON_DAY) % {"day": wanted.day.isoformat()} if wanted.day else say(NO_DAY))
    told.append(say(STRAIGHT))
    told.append(say(BY_PEOPLE if found.by_people else BY_SETTLEMENTS))
    if wanted.offers or wanted.day:
        told.append(say(UNKNOWN))
    if found.placeless:
        told.append(say(PLACELESS) % {"libraries": _named(found, say)})
    if found.unplaced:
        told.append(say(UNPLACED) % {"n": found.unplaced})
    return told


def _named(found: Coverage, say: Say) -> str:
    """The libraries without a place: the spreadsheet has them all."""
    names = [f"{one.name} ({one.id})" for one in found.placeless]
    if (more := len(names) - MOST_NAMED) > 0:
        names = [*names[:MOST_NAMED], say(AND_MORE) % {"n": more}]
    return ", ".join(names)


def totals(found: Coverage, say: Say) -> list[list[Cell]]:
    """Who lives within each distance, with a heading."""
    heading = (WITHIN, PEOPLE, SHARE, SETTLEMENTS, PERHAPS_PEOPLE, PERHAPS_SHARE,
               PERHAPS_SETTLEMENTS)  # fmt: skip
    rows: list[list[Cell]] = [[say(one) for one in heading]]
    for reach in found.reaches:
        sure, perhaps = reach.sure, reach.perhaps
        rows.append([
            reach.km, _people(found, sure), percent(found.share(sure)), sure.settlements,
            _people(found, perhaps), percent(found.share(perhaps)), perhaps.settlements,
        ])  # fmt: skip
    return rows


def hromadas(found: Coverage, say: Say) -> list[list[Cell]]:
    """Each hromada, those reached least first, with a heading."""
    titles = [say(one) for one in (HROMADA, RAION, PEOPLE, SETTLEMENTS, LIBRARIES, SURE)]
    titles += [say(one) % {"km": TABLE_KM} for one in (REACHED, REACHED_PERHAPS)]
    rows: list[list[Cell]] = [[*titles, say(CENTRE_KM)]]
    listed = sorted(found.hromadas, key=lambda one: found.share(one.reach.sure, one.all))
    return [*rows, *(_hromada(found, one) for one in listed)]


def _hromada(found: Coverage, one: HromadaCoverage) -> list[Cell]:
    return [
        one.name, one.raion, _people(found, one.all), one.all.settlements, one.points, one.sure,
        percent(found.share(one.reach.sure, one.all)),
        percent(found.share(one.reach.perhaps, one.all)),
        None if one.centre_km is None else round(one.centre_km, 1),
    ]  # fmt: skip


def xlsx(found: Coverage, say: Say) -> bytes:
    """The workbook: the whole, hromadas, the libraries, those last that have no place."""
    names = {one.code: one.name for one in found.hromadas}
    spots: list[Sequence[Cell]] = [
        [say(one) for one in (ID, NAME, HROMADA, STANDING, LATITUDE, LONGITUDE)]
    ]
    spots += [
        [one.id, one.name, names.get(one.hromada, ""), say(STANDINGS[one.standing]),
         one.point.lat, one.point.lon]
        for one in found.spots
    ]  # fmt: skip
    spots += [[one.id, one.name, "", "", None, None] for one in found.placeless]
    told: list[list[Cell]] = [[one] for one in notes(found, say)]
    whole = [*totals(found, say), [], *told]
    return workbook([
        Sheet(say(ALL_TITLE), whole),
        Sheet(say(HROMADAS), hromadas(found, say)),
        Sheet(say(LIBRARIES), spots),
    ])  # fmt: skip


def _people(found: Coverage, count: Count) -> int | None:
    return count.people if found.by_people else None
