"""The oblast, from content/region.yaml."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from bot.catalogue.library import Library
from bot.catalogue.model import Text
from bot.catalogue.region import NAMELESS, Region
from bot.content.build import licence, text
from bot.content.collect import Collector
from bot.content.fields import Day, Id, Katottg, Url, Words
from bot.content.problems import Problem
from bot.content.schema import LicenceIn, Strict, TextIn

FILE = "region.yaml"
_MISSING = (
    "файла з даними області немає. Створіть його: code: код області за КАТОТТГ; iso: UA-00;"
    " name: {uk: … область}; genitive: {uk: … області}; adjective: назва без слова «область»;"
    " begins: [початки її написань]; library: код обласної бібліотеки; source: сторінка з кодом."
    " Зразок з поясненнями дає mistok init ТЕКА."
)
_NO_LIBRARY = "немає бібліотеки «{}». Впишіть код обласної бібліотеки з libraries/."


class RegionIn(Strict):
    """content/region.yaml."""

    code: Katottg
    iso: Annotated[str, Field(pattern=r"^UA-\d\d$")]
    name: TextIn
    genitive: TextIn
    adjective: Words
    adjective_ru: Words | None = None
    begins: Annotated[list[Words], Field(min_length=1)]
    hosts: list[Words] = Field(default=[])
    library: Id
    passwords: list[Words] = Field(default=[])
    licence: LicenceIn | None = None
    source: Url
    checked: Day | None = None


def load_region(collector: Collector, libraries: Iterable[Library]) -> Region:
    """Return the oblast; without a sound file, one with no name of its own.

    Where its library is not told, that is the first oblast library that can be offered.
    """
    listed = tuple(libraries)
    offered = next((one.id for one in listed if one.kind == "oblast" and one.walk_in), "")
    path = collector.folder / FILE
    if not path.exists():
        collector.problems.append(Problem(collector.name(path), 1, 1, _MISSING))
        return replace(NAMELESS, library=offered)
    source = collector.source(path)
    given = collector.whole(source, RegionIn)
    if source is None or given is None:
        return replace(NAMELESS, library=offered)
    library = given.library
    if library not in {one.id for one in listed}:
        library = offered
        if not collector.may_exist("libraries", given.library):
            collector.complain(source, _NO_LIBRARY.format(given.library), "library")
    return Region(
        code=given.code,
        iso=given.iso,
        name=text(given.name),
        genitive=Text({**given.name.by_language(), **given.genitive.by_language()}),
        adjective=given.adjective,
        adjective_ru=given.adjective_ru or "",
        begins=tuple(given.begins),
        hosts=tuple(given.hosts),
        library=library,
        passwords=tuple(given.passwords),
        licence=licence(given.licence),
    )
