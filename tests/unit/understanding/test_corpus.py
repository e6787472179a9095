"""A catalogue becomes a corpus."""

from dataclasses import dataclass

from bot.catalogue.model import Text
from bot.understanding.index.corpus import corpus_of


@dataclass(frozen=True)
class Described:
    id: str
    route: str
    title: Text
    what: Text
    keywords: tuple[str, ...] = ()
    need: tuple[str, ...] = ()


def test_everything_said_about_an_entry_is_gathered() -> None:
    corpus = corpus_of(
        [
            Described("id-card", "service", Text({"uk": "ІД-картка", "en": "ID card"}),
                      Text("Паспорт."), ("паспорт",), ("internet_access",)),
            Described("print", "librarian", Text("Друк"), Text("Роздрукувати."),
                      need=("computers",)),
            Described("card", "librarian", Text("Квиток"), Text("Запис.")),
        ],
        examples={"id-card": ("зробити паспорт", "get an id card")},
        route_examples={"greeting": ("привіт",)},
        lexicon={"получ": "отрим"},
        version="v7",
    )  # fmt: skip
    first = corpus.entries[0]
    assert first.titles == ("ІД-картка", "ID card")
    assert first.asks == ("зробити паспорт", "get an id card")
    assert [entry.on_the_spot for entry in corpus.entries] == [False, True, False]
    assert corpus.entries[1].titles == ("Друк",)
    assert corpus.lexicon == (("получ", "отрим"),)
    assert corpus.version == "v7"
