"""No text takes long to read: CPU time of its whole way is bounded, whatever it holds.

Each step's work is bounded by its construction; here the sum is measured on texts made to hurt.
The sentence model is left out: it reads the first letters of a text only, whatever they are.
"""

import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app.content_index import ContentIndex, cache_folder, learn
from bot.app.settings import ROOT
from bot.engine.answers import clean, fold
from bot.learning.rules import holds_code, scrub
from bot.understanding import Budget, SpentError, follow_up
from handlers.shared.reader import read_text
from tests.cpu import cpu_ms

LENGTH = 4096
MOST_MS = 100.0  # on a quiet machine at most 65; before, 500


@pytest.fixture(scope="module")
def by_words(content_index: ContentIndex, prepared: Path) -> ContentIndex:
    """The content as it is, read without the sentence model."""
    content = ROOT / "content"
    found = learn(content, cache=prepared / cache_folder(content).name, sentences=False)
    found.gazetteer.warm()
    return found


def whole_way(content_index: ContentIndex, text: str) -> None:
    """All that a text goes through, from the engine to the editors."""
    text = clean(text)
    fold(text)
    read = read_text(text, content_index.understanding, seconds=float("inf"))
    follow_up(text)
    places = read.places or content_index.gazetteer.find(text)
    scrub(text, places=places.spans)
    holds_code(text)


def is_quick(content_index: ContentIndex, text: str) -> bool:
    """Whether so many letters of it are read within the bound."""
    return cpu_ms(lambda: whole_way(content_index, text[:LENGTH]), enough=MOST_MS) <= MOST_MS


def words(count: int, letters: str, size: int, *, seed: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choice(letters) for _ in range(size)) for _ in range(count)]


CYRILLIC = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
REPEATED = (
    "_", "²", "а", "ab", "а-", "а ", "a ", "1", "1 ", " ", ",", "'", "а'", "4a", "46", "46 ",
    "h ", "shch", "аa", "ович", "аа ович ", "і що ", "як а ще ", "не а ", "не а б в, ", "Іван ",
    "Т. ", "ська", "\n", "Вінницька обл ", "Деражнянська громада ", "живу в Камянка ",
    "в селі Іванівка, ", "в ", "@", "вул. а ", "Михайлівка ", "Олександрівка, Миколаївка, ",
    "🔪", "\u0301", "\u0430\u0301", "ʼ", "А", "А ", "код ",
)  # fmt: skip
MIXED = {
    "words": " ".join(words(900, CYRILLIC, 5, seed=1)),
    "names of nothing": " ".join(one.capitalize() for one in words(900, CYRILLIC, 6, seed=2)),
    "adjectives": " ".join(f"{one}ська громада" for one in words(300, CYRILLIC, 6, seed=3)),
    "cut": " ".join(f"{one}. р-н" for one in words(500, CYRILLIC, 6, seed=4)),
    "latin": " ".join(words(700, LATIN, 6, seed=5)),
    "latin names": " ".join(one.capitalize() for one in words(700, LATIN, 7, seed=6)),
    "long words": " ".join(words(30, CYRILLIC, 140, seed=7)),
    "lives in": " ".join(f"живу в селі {w.capitalize()}" for w in words(300, CYRILLIC, 9, seed=8)),
}


@pytest.mark.parametrize("text", REPEATED)
def test_a_repeated_sign_is_read_quickly(by_words: ContentIndex, text: str) -> None:
    assert is_quick(by_words, text * LENGTH)


@pytest.mark.parametrize("text", MIXED.values(), ids=MIXED)
def test_made_up_words_are_read_quickly(by_words: ContentIndex, text: str) -> None:
    assert is_quick(by_words, text)


def test_names_of_places_are_read_quickly(by_words: ContentIndex) -> None:
    chance = random.Random(9)
    names = [one.name for one in by_words.gazetteer.settlements]
    for between in (" ", ", ", " в селі ", ". "):
        text = between.join(chance.choice(names) for _ in range(600))[:LENGTH]
        misspelt = " ".join(word[:2] + word[3:] for word in text.split())
        for one in (text, misspelt, text.lower()):
            assert is_quick(by_words, one)


def test_words_of_danger_are_read_quickly(by_words: ContentIndex) -> None:
    chance = random.Random(10)
    said = [
        part.rstrip("*")
        for danger in by_words.content.emergency.dangers
        for phrase in (*danger.always, *danger.words, *danger.unless)
        for part in phrase.replace("&", " ").replace("|", " ").split()
    ]
    assert is_quick(by_words, " ".join(chance.choice(said) for _ in range(900)))


@given(
    st.lists(st.one_of(st.text(max_size=8), st.sampled_from(REPEATED)), min_size=1, max_size=12),
    st.sampled_from(["", " ", ", ", "-", ". "]),
)
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_text_is_read_quickly(by_words: ContentIndex, parts: list[str], between: str) -> None:
    piece = between.join(parts) or "а"
    assert is_quick(by_words, piece * (LENGTH // len(piece) + 1))


class TestTheBudget:
    def test_it_ends_the_work_between_steps(self, content_index: ContentIndex) -> None:
        with pytest.raises(SpentError):
            content_index.understanding.explain("як оформити субсидію", budget=Budget(-1.0))

    def test_danger_is_found_all_the_same(self, content_index: ContentIndex) -> None:
        read = read_text("у нас пожежа", content_index.understanding, seconds=-1.0)
        assert read.is_tangled
        assert read.meaning.danger == "fire"

    def test_what_is_loaded_once_is_not_counted(self, content_index: ContentIndex) -> None:
        known = content_index.understanding

        class Cold:
            look, explain = known.look, known.explain

            def warm(self) -> None:
                until = time.thread_time() + 1.0
                while time.thread_time() < until:
                    pass

        asked = "як оформити субсидію"
        known.warm()
        known.understand(asked)
        assert not read_text(asked, Cold(), seconds=0.9).is_tangled  # type: ignore[arg-type]

    def test_within_it_nothing_changes(self, content_index: ContentIndex) -> None:
        asked = "як оформити субсидію в Летичеві"
        read = read_text(asked, content_index.understanding)
        assert read.meaning == content_index.understanding.understand(asked)
        assert read.places == content_index.gazetteer.find(asked)
