"""A catalogue becomes a corpus."""

from dataclasses import dataclass

from bot.understanding.index.corpus import corpus_of


@dataclass(frozen=True)
class Words:
    uk: str
    en: str = ""


@dataclass(frozen=True)
class Described:
    id: str
    route: str
    title: Words
    what: Words
    keywords: tuple[str, ...] = ()
    need: tuple[str, ...] = ()


def test_everything_said_about_an_entry_is_gathered() -> None:
    corpus = corpus_of(
        [
            Described("id-card", "service", Words("ІД-картка", "ID card"), Words("Паспорт."),
                      ("паспорт",), ("internet_access",)),
            Described("print", "librarian", Words("Друк"), Words("Роздрукувати."),
                      need=("computers",)),
            Described("card", "librarian", Words("Квиток"), Words("Запис.")),
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
