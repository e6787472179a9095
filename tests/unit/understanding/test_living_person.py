"""A living person and what is stored: topics that no entry answers, and the danger near them."""

import pytest

from bot.app.content_index import ContentIndex
from bot.understanding.model import PERSON, PRIVACY


@pytest.mark.parametrize(
    "asked",
    ["хочу говорити з людиною", "я хочу щоб мені подзвонили",
     "є хто живий, щоб поговорити зі мною?", "хочу голосом, а не писати",
     "give me a human being", "мне бы оператора живого"],
)  # fmt: skip
def test_a_wish_to_talk_is_a_person_not_danger(content_index: ContentIndex, asked: str) -> None:
    meaning = content_index.understanding.understand(asked)
    assert (meaning.route, meaning.decision) == ("librarian", "hand_over")
    assert meaning.topic == PERSON
    assert meaning.danger is None
    assert meaning.hits[0].id == "library-reference"


@pytest.mark.parametrize(
    ("asked", "kind"),
    [("не хочу жити, дайте з кимось поговорити", "suicide"),
     ("мені страшно, він дізнається що я писала і вб'є", "violence")],
)  # fmt: skip
def test_danger_told_with_it_stays(content_index: ContentIndex, asked: str, kind: str) -> None:
    assert content_index.understanding.understand(asked).danger == kind


@pytest.mark.parametrize("asked", ["а ви нікому не розкажете що я пишу", "куди йдуть мої дані"])
def test_what_is_stored_is_a_topic(content_index: ContentIndex, asked: str) -> None:
    meaning = content_index.understanding.understand(asked)
    assert (meaning.topic, meaning.decision) == (PRIVACY, "answer")


@pytest.mark.parametrize(
    ("asked", "entry"),
    [("є у вас Кайдашева сім'я? дитині задали", "library-catalog"),
     ("есть у вас Ромео и Джульетта", "library-catalog"),
     ("маршрутку в наше село відмінили, хто поверне", "local-issues")],
)  # fmt: skip
def test_what_a_card_is_near_is_not_refused(
    content_index: ContentIndex, asked: str, entry: str
) -> None:
    meaning = content_index.understanding.understand(asked)
    assert meaning.decision != "refuse"
    assert meaning.hits[0].id == entry


@pytest.mark.parametrize("asked", ["рецепт борщу", "коли обрізати абрикос", "яка завтра погода"])
def test_what_is_not_ours_is_refused(content_index: ContentIndex, asked: str) -> None:
    assert content_index.understanding.understand(asked).decision == "refuse"


def test_an_unclear_emergency_is_only_offered() -> None:
    from bot.catalogue.about import Thresholds
    from bot.understanding.deciding import decide

    thresholds = Thresholds(answer=0.7, choose=0.2, refuse=0.45)
    assert decide("service", 0.8, thresholds) == "answer"
    assert decide("emergency", 0.8, thresholds) == "choose"
    assert decide("emergency", 0.9, thresholds) == "answer"
