"""People in what is told of libraries: how they are found, and where content names them."""

from pathlib import Path

from bot.content.check import shown_lines, warning
from bot.content.library_list.cleaning import ABOUT_PEOPLE, is_about_people
from bot.content.library_list.people import People
from bot.content.library_list.write import KEY
from bot.content.problems import Problem
from bot.learning.rules import names_in
from bot.places.gazetteer import Gazetteer, given_names


def people_of(folder: Path, gazetteer: Gazetteer) -> People:
    """How people are found in what a content folder, or a list for it, tells of libraries."""
    places = frozenset(one.name.casefold() for one in gazetteer.settlements)
    return People(names_in, given_names(folder / "places"), places)


def about_people(folder: Path, gazetteer: Gazetteer) -> list[Problem]:
    """Texts of libraries that tell readers of people, as remarks."""
    people = people_of(folder, gazetteer)
    return [
        warning(one.file, one.place, ABOUT_PEOPLE.format(one.text))
        for one in shown_lines(folder)
        if f"/{KEY}/" in one.file and is_about_people(one.text, people)
    ]
