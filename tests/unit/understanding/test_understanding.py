"""From a message to its meaning, on a small corpus."""

import random

import pytest

from bot.catalogue.about import Thresholds
from bot.understanding import (
    Corpus,
    CorpusEntry,
    DangerPatterns,
    Index,
    Understanding,
    build_index,
)
from bot.understanding.deciding import decide
from bot.understanding.ranking.rankers import RANKERS
from tests.unit.understanding.small import CORPUS


@pytest.mark.parametrize(
    ("typed", "entry", "route"),
    [
        ("потрібен закордонний паспорт дитині", "passport", "service"),
        ("загранпаспорт", "passport", "service"),
        ("ЯК ОФОРМИТИ СУБСИДІЮ???", "subsidy", "service"),
        ("subsydia na haz", "subsidy", "service"),
        ("ce,cbls.", "subsidy", "service"),
        ("субисдія на світло", "subsidy", "service"),
        ("бывший муж не платит алименты на ребенка", "alimony", "legal_aid"),
        ("cholovik ne platyt alimenty", "alimony", "legal_aid"),
        ("записатись у бібліотеку читачем", "card", "librarian"),
        ("де бібліотека в Гукові", "point", "access_point"),
        ("how can I get a passport to travel", "passport", "service"),
        ("library near me address", "point", "access_point"),
    ],
)
def test_a_question_finds_its_entry(
    understanding: Understanding, typed: str, entry: str, route: str
) -> None:
    meaning = understanding.understand(typed)
    assert (meaning.hits[0].id, meaning.route) == (entry, route)


@pytest.mark.parametrize(
    "typed",
    [
        "Шепетівка",
        "під Шепетівкою",
        "живу в Красилові",
        "г. Красилов, ул. Независимости 88",
        "Гуків Чемеровецької громади Хмельницька область",
        "Шепетівський р-н, Гуків",
    ],
)
def test_a_place_alone_asks_for_the_library_there(understanding: Understanding, typed: str) -> None:
    meaning = understanding.understand(typed)
    assert (meaning.route, meaning.decision, meaning.places != ()) == (
        "access_point",
        "answer",
        True,
    )


@pytest.mark.parametrize("typed", ["Красилів, вул. Миру 5, субсидія", "вул. Миру 7"])
def test_an_address_with_a_matter_or_without_a_place_is_not_that(
    understanding: Understanding, typed: str
) -> None:
    meaning = understanding.understand(typed)
    assert (meaning.route, meaning.decision) != ("access_point", "answer")


def test_a_transliterated_example_teaches_what_it_says() -> None:
    card = CorpusEntry(
        "card", "librarian", ("Квиток читача",), asks=("yak oformyty chytatskyi kvytok",)
    )
    other = CorpusEntry("subsidy", "service", ("Субсидія",), asks=("оформити субсидію",))
    understanding = Understanding(build_index(Corpus(entries=(card, other))))
    assert understanding.understand("читацький").hits[0].id == "card"
    assert understanding.understand("оформити субсидію").hits[0].id == "subsidy"


@pytest.mark.parametrize(
    ("typed", "route"),
    [
        ("добрий день", "greeting"),
        ("дякую", "greeting"),
        ("яка завтра погода", "out_of_scope"),
        ("tell me a joke please", "out_of_scope"),
    ],
)
def test_greetings_and_what_is_not_ours(
    understanding: Understanding, typed: str, route: str
) -> None:
    assert understanding.understand(typed).route == route


def test_politeness_around_a_question_is_not_a_greeting(understanding: Understanding) -> None:
    meaning = understanding.understand(
        "добрий день, підкажіть як оформити субсидію на газ пенсіонерці, дуже дякую"
    )
    assert meaning.hits[0].id == "subsidy"
    assert meaning.route == "service"


@pytest.mark.parametrize("typed", ["Шепетівка", "в Красилові", "шепетовка?", "Я з Гукова"])
def test_a_bare_place_asks_for_a_library_there(understanding: Understanding, typed: str) -> None:
    meaning = understanding.understand(typed)
    assert (meaning.route, meaning.decision) == ("access_point", "answer")
    assert len(meaning.places) == 1


def test_what_a_library_offers_in_a_named_place_is_asked_of_a_library_there(
    understanding: Understanding,
) -> None:
    assert understanding.understand("де роздрукувати документ").route == "librarian"
    there = understanding.understand("де роздрукувати документ у Гукові")
    assert there.route == "access_point"
    assert {hit.id for hit in there.hits[:2]} == {"print", "point"}


def test_two_places_are_both_told(understanding: Understanding) -> None:
    meaning = understanding.understand("де бібліотека ближче, в Красилові чи в Шепетівці")
    assert [place.code for place in meaning.places] == ["UA1", "UA2"]


def test_danger_wins_over_everything(understanding: Understanding) -> None:
    meaning = understanding.understand("як оформити субсидію, у нас горить хата")
    assert (meaning.danger, meaning.route, meaning.decision) == ("fire", "emergency", "answer")
    assert [hit.id for hit in meaning.hits[:2]] == ["112", "point"]
    assert "subsidy" in [hit.id for hit in meaning.hits]


def test_hits_are_ten_at_most_and_best_first(understanding: Understanding) -> None:
    hits = understanding.understand("паспорт і субсидія").hits
    assert len(hits) <= 10
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert {hits[0].id, hits[1].id} == {"passport", "subsidy"}


def test_steps_show_the_way(understanding: Understanding) -> None:
    steps = understanding.explain("poluchyty zakordonnyj pasport в Красилові")
    assert steps.reading.kind == "translit"
    assert [change.why for change in steps.prepared.changes] == ["lexicon"]
    assert steps.ranked is not None
    assert steps.ranked.best_key == "passport"
    assert len(steps.ranked.ranking.parts) == len(RANKERS)
    assert steps.meaning.places == steps.prepared.places


@pytest.mark.parametrize(
    ("route", "sure", "decision"),
    [
        ("service", 0.9, "answer"),
        ("service", 0.5, "choose"),
        ("service", 0.1, "hand_over"),
        ("librarian", 0.9, "hand_over"),
        ("librarian", 0.5, "choose"),
        ("out_of_scope", 0.9, "refuse"),
        ("out_of_scope", 0.1, "choose"),
        ("greeting", 0.5, "answer"),
    ],
)
def test_decision_follows_route_and_confidence(route: str, sure: float, decision: str) -> None:
    assert decide(route, sure, Thresholds(answer=0.8, choose=0.2, refuse=0.5)) == decision


def test_thresholds_must_make_sense() -> None:
    with pytest.raises(ValueError, match="thresholds"):
        Thresholds(answer=0.2, choose=0.8)


def test_words_that_help_make_more_sure(understanding: Understanding) -> None:
    clear = understanding.understand("як оформити житлову субсидію")
    vague = understanding.understand("потрібна якась штука оформити")
    assert clear.confidence > vague.confidence


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " \n",
        "👍",
        "🇺🇦🙏🏽❤️",
        "\x00",
        "\ud83d",
        "\u200b\u200d",
        "?!…",
        "ыыы",
        "йцукен",
        "مرحبا",
        "ѫ",
    ],
)
def test_what_is_no_question_is_refused_kindly(understanding: Understanding, typed: str) -> None:
    meaning = understanding.understand(typed)
    assert (meaning.route, meaning.decision, meaning.hits) == ("out_of_scope", "refuse", ())
    assert meaning.confidence == 0.0


def test_a_long_unknown_story_goes_to_a_person(understanding: Understanding) -> None:
    meaning = understanding.understand("жоржетта фуксія ґудзь жбурнув цьомчик")
    assert meaning.decision == "hand_over"
    meaning = understanding.understand("ѵѵ1 ѷѷ2 ѹѹ3 ѻѻ4")
    assert (meaning.route, meaning.decision) == ("librarian", "hand_over")


@pytest.mark.parametrize(
    "typed", ["субсидія " * 455, "а" * 4096, "ab" * 9000, "\u202eпаспорт" * 500, ".,!?" * 1024]
)
def test_long_messages_are_read_to_the_limit(understanding: Understanding, typed: str) -> None:
    meaning = understanding.understand(typed)
    assert len(meaning.reading) <= 4096


@pytest.mark.parametrize("seed", range(150))
def test_any_text_at_all_has_a_meaning(understanding: Understanding, seed: int) -> None:
    chance = random.Random(seed)
    highest = chance.choice((0x7F, 0x52F, 0xFFFF, 0x10FFFF))
    typed = "".join(chr(chance.randint(0, highest)) for _ in range(chance.randint(0, 80)))
    meaning = understanding.understand(typed)
    assert 0.0 <= meaning.confidence <= 1.0
    assert meaning.decision in {"answer", "choose", "hand_over", "refuse"}
    meaning.reading.encode("utf-8")


@pytest.mark.parametrize("empty", [Corpus(()), Corpus((), {"greeting": ()}, (("", "x"),))])
def test_an_empty_corpus_understands_nothing_and_says_so(empty: Corpus) -> None:
    meaning = Understanding(build_index(empty)).understand("як оформити субсидію на газ")
    assert meaning.decision == "hand_over"


def test_index_does_not_depend_on_a_place_finder(index: Index) -> None:
    plain = Understanding(build_index(CORPUS))
    assert plain.understand("як оформити субсидію").hits[0].id == "subsidy"
    assert plain.understand("Шепетівка").places == ()


def test_a_service_and_legal_aid_that_are_near_stand_side_by_side() -> None:
    def entry(id: str, route: str, *asks: str) -> CorpusEntry:
        return CorpusEntry(id, route, (), "", (), asks)

    others = (entry(f"other{n}", "service", f"слово{n} річ{n}", f"річ{n}") for n in range(6))
    corpus = Corpus(
        entries=(
            entry("subsidy", "service", "оформити субсидію", "субсидія на світло", "субсидія"),
            entry("refusal", "legal_aid", "відмовили в субсидії", "субсидія відмова", "відмова"),
            *others,
        ),
        route_examples={},
        lexicon=(),
        version="side by side",
    )
    both = Understanding(build_index(corpus))
    near = both.understand("оформити відмову субсидії")
    assert {near.hits[0].id, near.beside} == {"subsidy", "refusal"}
    assert both.understand("оформити субсидію на світло").beside is None
    assert both.understand("річ3").beside is None


def test_what_only_speaks_of_danger_leads_to_the_next_best(alarms: DangerPatterns) -> None:
    fire = CorpusEntry("112", "emergency", (), "", (), ("пожежа довідка", "пожежа вдома"))
    books = CorpusEntry("books", "librarian", (), "", (), ("довідка про книгу", "довідник книг"))
    corpus = Corpus(entries=(fire, books), route_examples={}, lexicon=(), version="books")
    understanding = Understanding(build_index(corpus), danger=alarms)
    assert understanding.understand("пожежа довідка вдома").hits[0].id == "books"
    assert understanding.understand("пожежа вдома").hits[0].id == "112"


def test_a_message_out_of_scope_says_what_it_is_about(understanding: Understanding) -> None:
    assert understanding.understand("яка завтра погода").topic == "weather"
    assert understanding.understand("як оформити субсидію").topic is None
