"""Consonants find a name by any of its forms, so no form need be made before it is asked for."""

import re

import pytest

from bot.places.forms import russian, ukrainian
from bot.places.gazetteer import Gazetteer
from bot.places.letters import fold_all, sound
from bot.places.skeleton import asked, skeleton, skeletons

# The feminine adjective's ending is tried on nouns too; nobody says «Марійної».
_OF_ADJECTIVES = re.compile("нои$")


def test_every_form_of_every_name_finds_it(gazetteer: Gazetteer) -> None:
    lost = []
    for one in gazetteer.settlements:
        for name, decline in ((one.name, ukrainian), (one.name_ru, russian)):
            for word in re.split(r"[\s-]+", name.casefold()):
                lost += [
                    (word, form)
                    for form in fold_all(decline(word))
                    if skeleton(word) not in asked((form,)) and not _OF_ADJECTIVES.search(form)
                ]
    assert lost == []


def test_so_does_every_form_in_latin_letters(gazetteer: Gazetteer) -> None:
    lost = []
    for one in gazetteer.settlements:
        for word in re.split(r"[\s-]+", one.name.casefold()):
            lost += [
                (word, form)
                for form in fold_all(ukrainian(word))
                if skeleton(word) not in asked((sound(form),)) and not _OF_ADJECTIVES.search(form)
            ]
    assert lost == []


@pytest.mark.parametrize("names", [("Ямпіль", "Нова Ушиця"), ("Yampil", "Nova Ushytsia")])
def test_many_at_once_are_as_one_by_one(names: tuple[str, ...]) -> None:
    assert skeletons(names) == [skeleton(name) for name in names] == ["mpl", "nv sc"]
