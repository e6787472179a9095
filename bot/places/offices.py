"""Which office of a kind is somebody's: their hromada's, else the nearest that is known."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.catalogue.office import Office, Serves
from bot.places.distance import distance_km
from bot.places.model import Settlement

REACH_KM = 30.0  # nobody is sent farther unasked


@dataclass(frozen=True, slots=True)
class OfficeFound:
    """An office, how far it is in a straight line (km; None where nobody knows or it is asked of
    the whole oblast), and whether it is that of the person's own hromada.
    """

    office: Office
    km: float | None = None
    is_own: bool = False

    @property
    def is_a_place(self) -> bool:
        """Whether there is somewhere to go; one of the whole oblast is only called."""
        return self.is_own or self.km is not None


def office_for(offices: Iterable[Office], place: Settlement) -> OfficeFound | None:
    """The office of one kind for who lives there; None when none is known within reach."""
    listed = list(offices)
    own = [one for one in listed if _is_of(one, place)]
    if own:
        here = [one for one in own if one.settlement == place.code]
        return OfficeFound((here or own)[0], _km((here or own)[0], place), is_own=True)
    near = [(km, one) for one in listed if (km := _km(one, place)) is not None and km <= REACH_KM]
    if near:
        km, nearest = min(near, key=lambda found: found[0])
        return OfficeFound(nearest, km)
    return next((OfficeFound(one) for one in listed if one.serves is Serves.OBLAST), None)


def _is_of(office: Office, place: Settlement) -> bool:
    if office.settlement == place.code:
        return True
    return (
        office.serves is Serves.HROMADA
        and bool(office.hromada)
        and (office.hromada == place.hromada and not place.oblast)
    )


def _km(office: Office, place: Settlement) -> float | None:
    if office.lat is None or office.lon is None or place.point is None:
        return None
    return distance_km((place.point.lat, place.point.lon), (office.lat, office.lon))
