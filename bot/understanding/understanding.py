"""From a message to its meaning, step by step; each step's result can be shown to an editor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.catalogue.about import Thresholds
from bot.understanding.budget import Budget
from bot.understanding.danger import DangerFinder, DangerPatterns, Found
from bot.understanding.danger.past import is_violence_over
from bot.understanding.deciding import Deciding, first_of_all, lacks_a_card, subtopic
from bot.understanding.index.index import Index
from bot.understanding.model import (
    EMERGENCY,
    LEGAL_AID,
    LIBRARIAN,
    PERSON,
    PRIVACY,
    SERVICE,
    Meaning,
    PlaceFinder,
)
from bot.understanding.ranking.message import UNSURE, Ranked, Ranker, known_stems
from bot.understanding.sentence.ranker import SentenceRanker
from bot.understanding.text import dictionary
from bot.understanding.text.alphabet import clean, fold
from bot.understanding.text.clauses import clauses, requests, that_ask, without_politeness
from bot.understanding.text.language import language
from bot.understanding.text.negation import without_denied
from bot.understanding.text.preparing import Prepared, prepare
from bot.understanding.text.readings import Reading, candidates, choose
from bot.understanding.text.spacing import Parter
from bot.understanding.text.typos import Speller

# A service and legal aid nearer than this are offered side by side: either is right half the time.
_SIDES = {SERVICE: LEGAL_AID, LEGAL_AID: SERVICE}
_NEAR = 5.0
_OFFERED = 3
# Questions of no entry that are answered all the same.
_ANSWERED = {PERSON, PRIVACY}
# So much surer than an answer a part of a message is before it is a matter of its own.
_PART_SURER = 0.08
# A story whose asking clause alone means the same is right more often, else less: so much it says.
_SECONDED = 0.05
# So sure one is of them before it is thought of no danger, unless danger is told as surely.
_PLAINLY, _TOLD_PLAINLY = 0.85, 5.0
# What a question that has its entry says against danger that is told, as a logarithm of odds, when
# it is quite sure; half as sure, it says a quarter.
_AGAINST = 4.0
# Below this, in log-odds, danger that nobody shouts is none where a card is talked about.
_QUIETLY, _QUIET_VIOLENCE = 1.5, 2.75
# Beyond this many words a story may name a book and be in danger all the same.
_SHORT = 8
# So many clauses of a long text are asked what they want beside danger; the last are the likeliest.
_MOST_CLAUSES = 32


@dataclass(frozen=True, slots=True)
class Look:
    """The first look at a text: what it may read as, and the danger it tells of."""

    readings: tuple[Reading, ...]
    danger: Found | None


@dataclass(frozen=True, slots=True)
class Steps:
    """Everything that was found out on the way to a meaning; `ranked` is None for no words."""

    readings: tuple[Reading, ...]
    reading: Reading
    prepared: Prepared
    ranked: Ranked | None
    meaning: Meaning


class Understanding:
    """Understands messages by an index.

    Args:
        index: what the content teaches.
        places: finds settlements; None finds none.
        thresholds: where confidence becomes a decision.
        danger: what is dangerous; by default nothing is.
        near: the entries near what none answers, by topic: these are offered, not refused.
        addressed: names of our oblast that stand in addresses and ask nothing.
        sentences: the ranker that is asked where words don't tell; None for words alone.
    """

    def __init__(
        self,
        index: Index,
        places: PlaceFinder | None = None,
        thresholds: Thresholds | None = None,
        *,
        danger: DangerFinder | DangerPatterns | None = None,
        addressed: Iterable[str] = (),
        near: Mapping[str, tuple[str, ...]] | None = None,
        sentences: SentenceRanker | None = None,
    ) -> None:
        self.index = index
        self._places = places
        self._thresholds = thresholds or Thresholds()
        self._danger = danger or DangerPatterns()
        self._near = dict(near or {})
        self._deciding = Deciding(index, self._thresholds, addressed=addressed)
        self._stems = known_stems(index)
        self._speller = Speller(self._stems, dictionary.shipped())
        self._parter = Parter(self._stems, self._is_place, dictionary=dictionary.shipped())
        self._ranker = Ranker(index, sentences)
        people = (t for t in index.topics.values() if t.route == LIBRARIAN and not t.on_the_spot)
        self._person = next((topic.entry for topic in people if topic.entry), None)

    def understand(self, text: str) -> Meaning:
        """Return what a message means; any text at all is fine."""
        return self.explain(text).meaning

    def warm(self) -> None:
        """Load what the first unclear question would wait for."""
        self._ranker.warm()

    def finds_with(self, places: object) -> bool:
        """Whether this is what finds settlements here."""
        return self._places is places

    def _is_place(self, word: str) -> bool:
        return self._places is not None and bool(self._places.find(word).spans)

    def shouts(self, text: str) -> bool:
        """Tell whether words that shout danger stand in a text."""
        return self._danger.is_shouted(candidates(self._parter.part(clean(text))))

    def look(self, text: str) -> Look:
        """Search a text for danger: this comes first and is never cut short."""
        readings = candidates(self._parter.part(clean(text)))
        return Look(readings, self._danger.in_readings(readings) or self._glued(readings))

    def told_quietly(self, looked: Look) -> bool:
        """Whether danger only seems to be told: in the middle of a talk of something else it isn't.

        Of 1,815 turns after a card 36 sounded of danger that was none, a half of them less than
        this; of 540 told dangers 7. Of 188 told of violence 19 are as quiet.
        """
        danger = looked.danger
        return (
            danger is not None
            and danger.odds < (_QUIET_VIOLENCE if danger.kind == "violence" else _QUIETLY)
            and not self._danger.is_shouted(looked.readings)
        )

    def _glued(self, readings: tuple[Reading, ...]) -> Found | None:
        """The danger in words that are glued and in other letters: «hochupomerty»."""
        for one in readings[1:]:
            apart = self._parter.part(one.text)
            found = apart != one.text and self._danger.in_readings((Reading(one.kind, apart),))
            if found:
                return found
        return None

    def explain(
        self, text: str, *, looked: Look | None = None, budget: Budget | None = None
    ) -> Steps:
        """Return what a message means with every step that led there.

        Args:
            text: any text.
            looked: what `look` returned for it, if that is known.
            budget: how long it may take; for ever by default.

        Raises:
            SpentError: the budget is spent.
        """
        looked, budget = looked or self.look(text), budget or Budget()
        readings, found = looked.readings, looked.danger
        danger = found.kind if found else None
        budget.check()
        reading = choose(readings, self.index.trigrams, self._stems)
        budget.check()
        prepared = self._prepare(reading.text)
        budget.check()
        ranked = self._ranker.rank(prepared)
        budget.check()
        ask: str | None = None
        if ranked is not None and not (danger and self._danger.is_shouted(readings)):
            ranked = self._ranker.by_sentence(ranked, prepared)
            budget.check()
            ranked, ask = self._weigh_ask(ranked, reading.text)
            budget.check()
            if found is not None and self._is_ordinary(self._of_part(found) or ranked, found):
                danger = None
        if ranked is not None and danger is None:
            ranked = self._without_harmless(ranked, reading.text)
        route, decision, hits, sure = self._deciding.decide(prepared, ranked)
        topic = subtopic(ranked.best_key) if ranked is not None and sure > 0 else None
        needs: tuple[str, ...] = ()
        if danger is not None:
            route, decision, sure = EMERGENCY, "answer", 1.0
            hits = first_of_all(self._danger.see(danger), hits)
        elif decision == "refuse" and topic in self._near:
            decision, hits = "choose", first_of_all(self._near[topic], hits)
        elif decision != "refuse":
            needs = self._needs(reading.text, budget)
            if len(needs) > 1:
                decision, hits = "choose", first_of_all(needs, hits)
        if topic == PERSON and danger is None and self._person is not None:
            hits = first_of_all((self._person,), hits)
        told = sum(change.why == "lexicon" for change in prepared.changes)
        meaning = Meaning(
            route=route,
            decision=decision,
            hits=hits,
            places=prepared.places,
            lang=language(reading, told),
            confidence=sure,
            danger=danger,
            reading=reading.text,
            needs=needs if len(needs) > 1 else (),
            beside=self._beside(ranked) if ranked is not None else None,
            topic=topic,
            asked=self._asked(reading.text, found) if danger and found else None,
            is_violence_over=danger is None and is_violence_over(reading.text),
            ask=ask,
        )
        return Steps(readings, reading, prepared, ranked, meaning)

    def _weigh_ask(self, ranked: Ranked, text: str) -> tuple[Ranked, str | None]:
        """Hear the surest clause that asks about a story that isn't surely read.

        It seconds the first answer or makes it doubtful. The order stays: the scene tells more.
        """
        if ranked.confidence >= UNSURE:
            return ranked, None
        asking = that_ask(text)[-_MOST_CLAUSES:]
        read = ((one, self._ranker.rank(self._prepare(one))) for one in asking)
        known = [(found.confidence, one, found) for one, found in read if found is not None]
        if not known:
            return ranked, None
        _, ask, found = max(known, key=lambda one: one[0])
        says = _SECONDED if found.best_key == ranked.best_key else -_SECONDED
        return replace(ranked, confidence=min(1.0, max(0.0, ranked.confidence + says))), ask

    def _of_part(self, danger: Found) -> Ranked | None:
        """What the sentence that tells of danger asks by itself; None where all of it tells."""
        return self._ranker.rank(self._prepare(danger.part)) if danger.part else None

    def _prepare(self, text: str) -> Prepared:
        return prepare(
            without_denied(without_politeness(text)),
            lexicon=self.index.lexicon,
            places=self._places,
            speller=self._speller,
        )

    def _asked(self, text: str, danger: Found) -> str | None:
        """The entry of what is asked in other clauses than the one that tells of danger."""
        apart = clauses(text)
        if len(apart) == 1:
            return None
        told = max(apart, key=lambda one: len(set(one.split()) & set((danger.part or one).split())))
        if not danger.part:
            told = apart[0]
        others = [one for one in apart if one != told][-_MOST_CLAUSES:]
        asked = (self._ranker.rank(self._prepare(one)) for one in others)
        ranked = [one for one in asked if one is not None]
        for one in sorted(ranked, key=lambda one: one.confidence, reverse=True):
            if one.confidence < self._thresholds.choose:
                return None
            best = self._deciding.topic(one, one.order[0])
            if (
                best.entry
                and best.route != EMERGENCY
                and best.entry not in self._danger.see(danger.kind)
            ):
                return best.entry
        return None

    def _is_ordinary(self, ranked: Ranked, danger: Found) -> bool:
        """Whether a text that shouts nothing rather asks for what is far from danger."""
        best = self._deciding.topic(ranked, ranked.order[0])
        if best.entry is None and not lacks_a_card(ranked.best_key):
            is_answered = subtopic(ranked.best_key) in _ANSWERED
            return is_answered and ranked.confidence >= _PLAINLY
        sure = ranked.confidence
        return (
            ((sure >= _PLAINLY and danger.odds < _TOLD_PLAINLY) or danger.odds < _AGAINST * sure**2)
            and best.route != EMERGENCY
            and best.entry not in self._danger.see(danger.kind)
        )

    def _without_harmless(self, ranked: Ranked, text: str) -> Ranked:
        """Put help in danger behind the next best when danger is only what a short text is about.

        «Роман про самогубство» has the words of one entry and the matter of another.
        """
        best = self._deciding.topic(ranked, ranked.order[0])
        if best.route != EMERGENCY or best.entry is None or len(text.split()) > _SHORT:
            return ranked
        if not self._danger.is_harmless(fold(text), best.entry):
            return ranked
        order = (ranked.order[1], ranked.order[0], *ranked.order[2:])
        return replace(ranked, order=order, confidence=self._thresholds.choose)

    def _beside(self, ranked: Ranked) -> str | None:
        """The best entry of the other side, when people would be right to ask for either."""
        best = self._deciding.topic(ranked, ranked.order[0])
        other = _SIDES.get(best.route)
        total = ranked.ranking.total
        for number in ranked.order[1:_OFFERED]:
            topic = self._deciding.topic(ranked, number)
            if topic.route == other and total[ranked.order[0]] - total[number] < _NEAR:
                return topic.entry
        return None

    def _needs(self, text: str, budget: Budget) -> tuple[str, ...]:
        """The entries that parts of a text ask for, each by itself and surely."""
        found: dict[str, None] = {}
        for part in requests(text):
            budget.check()
            prepared = prepare(
                without_denied(part), lexicon=self.index.lexicon, places=None, speller=self._speller
            )
            ranked = self._ranker.rank(prepared)
            if ranked is not None:
                ranked = self._ranker.by_sentence(ranked, prepared)
            if ranked is not None and ranked.confidence >= self._thresholds.answer + _PART_SURER:
                entry = self._deciding.topic(ranked, ranked.order[0]).entry
                if entry is not None:
                    found[entry] = None
        return tuple(found)
