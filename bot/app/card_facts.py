"""What the cards tell, for finding the sentence that speaks to somebody's words."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from bot.catalogue.sentences import sentences_of
from bot.content import Content
from bot.engine.texts import FALLBACK
from bot.understanding import Understanding, follow_up
from bot.understanding.card_facts import CardFacts, Likeness, Told
from bot.understanding.sentence.likeness import CardLikeness


def card_facts(content: Content, likeness: Likeness) -> CardFacts:
    """What weighs the sentences of this content's cards."""
    return CardFacts(lambda: card_lines(content), likeness)


@lru_cache(maxsize=2)
def likeness_in(cache: Path, *, asked: bool) -> CardLikeness:
    """Made once a folder: a saved card changes none of the others' vectors."""
    return CardLikeness(cache, asked=asked)


def card_lines(content: Content) -> Iterator[str]:
    """The sentences of all cards, in every language that they are in."""
    for card in content.catalogue:
        langs = dict.fromkeys((FALLBACK, *card.what.by_language))
        yield from dict.fromkeys(one.text for lang in langs for one in sentences_of(card, lang))


def told_of(
    content: Content, understanding: Understanding, facts: CardFacts
) -> Callable[[str, str], Told]:
    """What is weighed of a card's id and words said of it, in the fallback language."""

    def read(card: str, said: str) -> Told:
        known = content.catalogue.get(card)
        if known is None:
            raise ValueError(f"There is no card “{card}”.")
        reading = understanding.understand(said).reading
        title, sentences = known.title.in_(FALLBACK), sentences_of(known, FALLBACK)
        return Told(reading, follow_up(reading), title, sentences, facts.rare)

    return read
