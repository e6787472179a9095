"""Consonants find a name by any of its forms: no form need be made before it is asked for."""

import re

import pytest

from bot.places.gazetteer import Gazetteer
from bot.places.reading.alphabet import fold, fold_all, sound
from bot.places.reading.forms import russian, ukrainian
from bot.places.reading.skeleton import asked, skeleton, skeletons
from bot.places.reading.ukrainian import shared

# Forms that the rules make and nobody says: an adjective's of a noun («Марійної»), of «Ємці» «Їмц».
_UNHEARD = re.compile("нои$|^имц$")


def test_every_form_of_every_name_finds_it(gazetteer: Gazetteer) -> None:
    lost = []
    for one in gazetteer.settlements:
        for name, decline in ((one.name, ukrainian), (one.name_ru, russian)):
            for word in re.split(r"[\s-]+", name.casefold()):
                lost += [
                    (word, form)
                    for form in fold_all(decline(word))
                    if skeleton(word) not in asked((form,)) and not _UNHEARD.search(form)
                ]
    assert lost == []


def test_so_does_every_form_in_latin_letters(gazetteer: Gazetteer) -> None:
    lost = []
    for one in gazetteer.settlements:
        for word in re.split(r"[\s-]+", one.name.casefold()):
            lost += [
                (word, form)
                for form in fold_all(ukrainian(word))
                if skeleton(word) not in asked((sound(form),)) and not _UNHEARD.search(form)
            ]
    assert lost == []


@pytest.mark.parametrize("names", [("Ямпіль", "Нова Ушиця"), ("Yampil", "Nova Ushytsia")])
def test_many_at_once_are_as_one_by_one(names: tuple[str, ...]) -> None:
    assert skeletons(names) == [skeleton(name) for name in names] == ["ampl", "nnv sc"]


def test_what_forms_surely_begin_with(gazetteer: Gazetteer) -> None:
    lost = []
    for one in gazetteer.settlements:
        for name, decline in ((one.name, ukrainian), (one.name_ru, russian)):
            for word in re.split(r"[\s-]+", name.casefold()):
                begun = shared(fold(word))
                lost += [(word, form) for form in fold_all(decline(word))
                         if not form.startswith(begun)]  # fmt: skip
    assert lost == []
    assert shared("хмелницкии") == "хмелн"
