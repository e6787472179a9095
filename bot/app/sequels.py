"""The words of cards by which a sequel is told to be of one or of another."""

from collections import defaultdict
from collections.abc import Iterator

from bot.catalogue.model import Service, Text
from bot.content import Content
from bot.understanding.sequel import CardWords, Sequels, card_words


def sequels(content: Content) -> Sequels:
    """What tells which card of this content a sequel means."""
    kin = _kin(content)

    def words(card: str) -> CardWords | None:
        service = content.catalogue.get(card)
        return _words(service, frozenset(kin[card])) if service is not None else None

    return Sequels(words)


def card_words_of(content: Content) -> dict[str, CardWords]:
    """The words of every card, by its id."""
    kin = _kin(content)
    return {card.id: _words(card, frozenset(kin[card.id])) for card in content.catalogue}


def _words(service: Service, kin: frozenset[str]) -> CardWords:
    told = (*service.keywords, *(text for one in _texts(service) for text in _all(one)))
    return card_words(tuple(_all(service.title)), told, kin)


def _kin(content: Content) -> dict[str, set[str]]:
    """By card, those that it is taken for and that are taken for it."""
    kin = defaultdict[str, set[str]](set)
    groups = [
        {card.id, other.id}
        for card in content.catalogue
        for other in content.catalogue.related(card)
    ]
    for group in (*groups, *(set(one.ids) for one in content.siblings)):
        for card in group:
            kin[card] |= group - {card}
    return kin


def _texts(service: Service) -> Iterator[Text]:
    several = (*service.steps, *service.documents)
    single = (
        service.title,
        service.what,
        service.now,
        service.who,
        service.cost,
        service.term,
        service.note,
    )
    return (one for one in (*single, *several) if one is not None)


def _all(text: Text) -> Iterator[str]:
    """It in every language that it is in."""
    return iter(text.by_language.values())
