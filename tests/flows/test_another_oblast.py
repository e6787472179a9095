"""Another oblast is a content folder: a conversation in which nothing of the first one is said."""

import re

import pytest

from bot.app.content_index import ContentIndex, learn
from bot.storage.database import Database
from tests.flows.another_oblast import MIDDLE, content_of_another
from tests.flows.conftest import bare_line
from tests.talk import Talk

# What stands in the content that comes with the program.
OF_THE_FIRST = re.compile("хмельни|поділ|khmeln|podil|проскур", re.IGNORECASE)


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> ContentIndex:
    folder = tmp_path_factory.mktemp("another")
    found = learn(content_of_another(folder), cache=folder / "cache")
    assert list(found.problems) == []
    return found


@pytest.fixture
async def talk(database: Database, another: ContentIndex) -> Talk:
    talk = Talk(bare_line(database, another))
    await talk.start()
    return talk


async def test_nothing_is_said_of_the_first_oblast(talk: Talk) -> None:
    await talk.tap("Знайти бібліотеку")
    await talk.say("живу в Тихому Броді")
    talk.sees("Тихий Брід. Найближчі бібліотеки:", "Бібліотека Тихого Броду")
    await talk.share(50.45, 30.52)
    talk.sees("Звідси до Заріцької області приблизно")
    await talk.share(*MIDDLE)
    talk.sees("Заріцька обласна бібліотека")
    for said in ("про бота", "де зробити паспорт", "бібліотекар", "скасувати", "English"):
        await talk.say(said)
    await talk.share(50.45, 30.52)
    talk.sees("from Zaritska oblast")
    await talk.tap("About")
    everything = "\n".join(
        [one.text for one in talk.history]
        + [button.label for one in talk.history for button in one.buttons]
    )
    assert "Заріцьк" in everything
    assert not OF_THE_FIRST.search(everything), everything


async def test_of_libraries_at_one_point_an_open_one_comes_first(talk: Talk) -> None:
    await talk.share(*MIDDLE)  # both stand in the middle of the town; the first tells no hours
    shown = talk.text.index("1. Обласна бібліотека для дітей")
    assert shown < talk.text.index("2. Заріцька обласна бібліотека")


@pytest.mark.parametrize("address", ["Тихий Брід Заріцької області", "Зарицкая обл., Тихий Брод"])
def test_an_address_in_our_oblast_is_ours(another: ContentIndex, address: str) -> None:
    (found,) = another.gazetteer.find(address).settlements
    assert found.name == "Тихий Брід"
    assert another.understanding.understand(address).route == "access_point"


def test_an_address_in_the_first_oblast_is_not(another: ContentIndex) -> None:
    assert not another.gazetteer.find("Тихий Брід Хмельницької області").settlements


def test_its_library_answers_for_it(another: ContentIndex) -> None:
    assert another.content.region.library == "zaritska"
