"""Conversations when other oblasts' places were brought in by `mistok places import`."""

import shutil

import pytest

from bot.app.content_index import ContentIndex
from bot.app.settings import ROOT
from bot.places.gazetteer import Gazetteer, load_gazetteer
from bot.places.register.codifier import read_codifier
from bot.places.register.importing import plan, write
from tests.flows.conftest import services_of
from tests.talk import BareLine, Talk
from tests.unit.places.conftest import SAMPLE
from tests.unit.places.small import REGION


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    places = tmp_path_factory.mktemp("places") / "places"
    shutil.copytree(ROOT / "content" / "places", places)
    write(places, plan(places, read_codifier(SAMPLE), oblast=REGION.code).files)
    return load_gazetteer(places, REGION)


@pytest.fixture
async def talk_of_all(bare: BareLine, content_index: ContentIndex, country: Gazetteer) -> Talk:
    bare.services = services_of(content_index, gazetteer=country)
    talk = Talk(bare)
    await talk.start()
    return talk


async def test_a_far_town_has_no_library_of_ours_near(talk_of_all: Talk) -> None:
    await talk_of_all.tap("Знайти бібліотеку")
    await talk_of_all.say("Харків")
    talk_of_all.sees("до Хмельницької області приблизно", "Ми знаємо бібліотеки лише цієї області.")
    talk_of_all.misses("1. ")


async def test_a_question_from_a_far_town_goes_to_the_oblast_library(talk_of_all: Talk) -> None:
    await talk_of_all.say("людина")
    await talk_of_all.say("Де шукати метричну книгу за 1913 рік?")
    await talk_of_all.say("Харків")
    talk_of_all.sees(
        "Звернення зберігаємо для: Хмельницька обласна універсальна наукова бібліотека"
    )
    talk_of_all.misses("(найближча")


async def test_far_namesakes_are_told_apart_by_oblast(talk_of_all: Talk) -> None:
    await talk_of_all.tap("Знайти бібліотеку")
    await talk_of_all.say("Ободівка")
    assert "Ободівка, Вінницька область" in talk_of_all.buttons
    assert "Ободівка, Житомирська область" in talk_of_all.buttons
