"""What new ways of asking would change is found out aside, and bounded."""

import asyncio

import pytest

from bot.understanding import Corpus, Understanding, build_index
from bot.understanding.evaluation.evaluate import Label
from bot.understanding.evaluation.trial import Tell, Trial, try_lines, with_lines
from bot.understanding.evaluation.trials import (
    FailedTrialError,
    ManyTrialsError,
    Trials,
    Tried,
)
from tests.waiting import until

LINE = "папірець на виїзд"
LABELS = [Label("папірець на виїзд із дитиною", ("passport",), ("service",), "uk"),
          Label("де роздрукувати папірець", ("print",), ("librarian",), "uk")]  # fmt: skip


def make(corpus: Corpus) -> Understanding:
    return Understanding(build_index(corpus))


def test_what_turns_right_or_wrong_is_named_and_the_corpus_stays(corpus: Corpus) -> None:
    found = try_lines(corpus, "passport", [LINE], labels=LABELS, make=make)
    (own,) = found.own
    assert (own.text, own.after, own.is_right) == (LINE, "passport", True)
    assert not own.was_right
    better = {one.text: one for one in found.turned if one.is_right}
    assert better[LABELS[0].text].after == "passport"
    assert found.asked >= len(LABELS)
    gone = sum(one.was_right for one in found.turned)
    assert found.right_after == found.right_before - gone + len(found.turned) - gone
    # Lines of another card's words take its questions away: that is told as well.
    worse = try_lines(corpus, "passport", ["де роздрукувати", "роздрукувати папірець",
                      "де роздрукувати папірець негайно"], labels=LABELS, make=make)  # fmt: skip
    (lost,) = (one for one in worse.turned if one.text == LABELS[1].text)
    assert (lost.before, lost.after, lost.is_right) == ("print", "passport", False)
    assert all(LINE not in one.asks for one in corpus.entries)


def test_lines_that_are_there_already_change_nothing(corpus: Corpus) -> None:
    (known, *_) = next(one.asks for one in corpus.entries if one.id == "passport")
    assert with_lines(corpus, "passport", [known]) == corpus
    assert try_lines(corpus, "passport", [known], labels=LABELS, make=make).turned == ()


def test_lines_prepared_once_teach_the_same(corpus: Corpus) -> None:
    known: dict[str, tuple[str, ...]] = {}
    first = build_index(corpus, known=known)
    assert known
    again = build_index(corpus, known=known)
    assert again.shelves == first.shelves == build_index(corpus).shelves


NOTHING = Trial((), 0, 0, 0, ())


def tried(by: int = 1) -> Tried:
    return Tried(by, "passport", (LINE,), ())


async def test_they_go_one_after_another_and_only_so_many_wait() -> None:
    running, most, go = 0, 0, asyncio.Event()

    async def run(card: str, lines: object, tell: object) -> Trial:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await go.wait()
        running -= 1
        return NOTHING

    trials = Trials(run, waiting=2)
    names = [trials.start(tried()) for _ in range(3)]
    with pytest.raises(ManyTrialsError):
        trials.start(tried())
    go.set()
    for name in names:
        known = trials.get(name, 1)
        assert known
        assert await known[1] == NOTHING
    assert most == 1
    assert trials.get(names[0], 2) is None  # another's


async def test_one_that_takes_too_long_or_fails_is_given_up_and_the_next_has_its_turn() -> None:
    async def run(card: str, lines: object, tell: object) -> Trial:
        if card == "long":
            await asyncio.Event().wait()
        if card == "failed":
            raise FailedTrialError
        return NOTHING

    trials = Trials(run, seconds=0.05)
    found = []
    for card in ("long", "failed", "sound"):
        known = trials.get(trials.start(Tried(1, card, (LINE,), ())), 1)
        assert known
        found.append(await known[1])
    assert found == [None, None, NOTHING]


async def test_how_far_one_is_can_be_seen() -> None:
    go = asyncio.Event()

    async def run(card: str, lines: object, tell: Tell) -> Trial:
        tell(4)
        await go.wait()
        return NOTHING

    trials = Trials(run)
    first, second = trials.start(tried()), trials.start(tried())
    await until(lambda: trials.going(first).step == 4)
    assert trials.going(second).step == 0  # it waits for its turn
    go.set()
    known = trials.get(second, 1)
    assert known
    await known[1]
    assert trials.going(second).step == 4
