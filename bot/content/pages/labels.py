"""What fields and values of the content are called in a form. English msgids."""

from collections.abc import Mapping
from typing import Final

from bot.catalogue.library import KIND_NAMES
from bot.catalogue.offers import OFFERS
from bot.content.pages import more_labels
from bot.engine.texts import N_
from bot.requests.labels import KINDS as REQUEST_KINDS

KINDS: Final = {
    "services": N_("Cards"),
    "libraries": N_("Libraries"),
    "ready_answers": N_("Ready answers"),
    "practice": N_("Practice"),
    "groups": N_("Menu"),
    **more_labels.KINDS,
}
FIELDS: Final = {
    **more_labels.FIELDS,
    "address": N_("Street and house"),
    "after": N_("Call after what is said above"),
    "answers": N_("Answers"),
    "asks": N_("How people ask (one question a line)"),
    "asks_en": N_("How people ask in English (one a line)"),
    "call": N_("Whom to call"),
    "capabilities": N_("What the library has"),
    "checked": N_("Day it was compared with its source"),
    "confidence": N_("Is it sure"),
    "cost": N_("What it costs"),
    "documents": N_("What to take (one a line)"),
    "email": N_("E-mail"),
    "events": N_("Life events in this group"),
    "free": N_("The call is free (the source says so)"),
    "hours": N_("Opening hours: Mo-Fr 09:00-18:00; Sa 10:00-15:00; Su off"),
    "hours_note": N_("What the hours can’t say"),
    "hromada": N_("Hromada"),
    "id": N_("Code"),
    "keywords": N_("Words it is found by (one a line)"),
    "kind": N_("What it is"),
    "kinds": N_("For which kinds of requests (none: for all)"),
    "lacks": N_("What the library surely does not have"),
    "landmark": N_("How to find it"),
    "languages": N_("Codes of languages spoken there besides Ukrainian (one a line)"),
    "last_activity": N_("Last sign of life"),
    "lat": N_("Latitude"),
    "law": N_("Laws (one a line)"),
    "lon": N_("Longitude"),
    "name": N_("Name"),
    "need": N_("What is needed to help with it"),
    "not_this_if": N_("When another card is meant"),
    "note": N_("Note"),
    "now": N_("What to do now"),
    "official_name": N_("Name of the official page’s button"),
    "official_url": N_("Address of the official page"),
    "parent": N_("Code of the library it belongs to"),
    "phone": N_("Telephone, as it is dialled"),
    "provider": N_("Who provides it"),
    "raion": N_("Raion"),
    "related": N_("Codes of cards near it (one a line)"),
    "replies": N_("What the reader replies when asked back (one a line)"),
    "route": N_("What the bot does when it is asked"),
    "see": N_("Code of that card"),
    "seen": N_("Date on the page itself"),
    "settlement": N_("KATOTTG code of the settlement"),
    "settlement_by_name": N_("The settlement is taken from the library’s name"),
    "settlement_name": N_("Settlement"),
    "sought": N_("People want something found: a librarian is asked at once"),
    "source": N_("Source: a page, or who told it and when"),
    "sources_more": N_("Further sources"),
    "steps": N_("Steps (one a line)"),
    "supplements": N_("Code of the library it adds to"),
    "supports": N_("What this page confirms"),
    "term": N_("How long it takes"),
    "text": N_("Text"),
    "title": N_("Title"),
    "url": N_("Address of the page"),
    "walk_in": N_("People may come there"),
    "website": N_("Site"),
    "what": N_("What it is, in two sentences"),
    "when": N_("When (after the word “if”)"),
    "who": N_("Who it is for"),
    "whom": N_("Whose telephone"),
    "words": N_("The reader’s words"),
}
VALUES: Final[Mapping[str, str]] = {
    **more_labels.VALUES,
    **OFFERS,
    **{one.value: label for one, label in REQUEST_KINDS.items()},
    "eservice": N_("a service of the state"),
    "info": N_("an explanation"),
    "legal": N_("a legal question"),
    "library": N_("a service of libraries themselves"),
    "service": N_("shows the card"),
    "access_point": N_("shows the nearest libraries"),
    "librarian": N_("asks a librarian"),
    "event": N_("tells of an event"),
    "emergency": N_("shows emergency numbers"),
    **KIND_NAMES,
    "low": N_("not sure: nobody is sent there"),
}


def label(kind: str, part: str) -> str:
    """What a field is called in the form of this kind: a msgid."""
    return more_labels.OF_KIND.get((kind, part)) or FIELDS[part]
