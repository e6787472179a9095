"""What kind of library it is, told by its name and by where it is."""

import pytest

from bot.content.library_list.rows import kind_of
from bot.places.model import Settlement

VILLAGE = Settlement("UA1", "C", "Кальна", "UA2", "Деражнянська", "", "", None)
TOWN = Settlement("UA3", "M", "Деражня", "UA2", "Деражнянська", "", "", None)


@pytest.mark.parametrize(
    ("name", "place", "kind"),
    [
        ("Публічна бібліотека с. Кальна", VILLAGE, "village"),
        ("Публічна бібліотека м. Деражня", TOWN, "hromada_central"),
        ("Публічна бібліотека Деражнянської громади", VILLAGE, "hromada_central"),
        ("Центральна бібліотека", VILLAGE, "hromada_central"),
        ("Публічна бібліотека-філія № 3", TOWN, "branch"),
        ("Дитяча бібліотека", TOWN, "children"),
        ("Бібліотека", TOWN, "branch"),
        ("Бібліотека", VILLAGE, "village"),
        ("Бібліотека", None, "branch"),
    ],
)
def test_a_public_library_of_a_village_is_not_its_hromadas_central(
    name: str, place: Settlement | None, kind: str
) -> None:
    assert kind_of(name, place) == kind
