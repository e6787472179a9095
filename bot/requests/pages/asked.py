"""What of a list an address asks for; what is not understood is told, and nothing is guessed."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from bot.console.days import TYPED_LETTERS, not_a_day, read_day
from bot.console.forms import whole_number
from bot.console.libraries import Options, chosen, not_one
from bot.console.visit import Visit
from bot.engine.texts import N_
from bot.requests.lists import Query, Which
from bot.requests.model import Came, RequestKind, State
from bot.requests.ratings import RATINGS

LONGEST_SEARCH = 100
MOST_PAGES = 1000
NO_CHOICE = N_("“%(typed)s” is none of the choices of a filter.")
BACKWARDS = N_("The first day is after the last one.")


@dataclass(frozen=True, slots=True)
class Choices:
    """What filters offer: ids of people, ids and names of libraries, names of channels."""

    people: Collection[int]
    libraries: Options
    channels: Collection[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """`query` is what was understood; `unclear` says in words what was not; `typed` is as given."""

    query: Query
    unclear: tuple[str, ...]
    typed: Mapping[str, str]

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the list itself was chosen."""
        one = self.query
        return bool(self.unclear or one.text or self.has_filters)

    @property
    def has_filters(self) -> bool:
        """Whether a filter stands that is under «Filters»."""
        empty = Query(self.query.which, self.query.text, page=self.query.page)
        return self.query != empty or bool(self.unclear)

    def address(self, page: int) -> str:
        """Another page of the same list."""
        query = replace(self.query, page=page)
        given = {
            "list": query.which.value, "text": query.text, "kind": query.kind and query.kind.value,
            "state": query.state and query.state.value, "library": query.library,
            "person": query.person, "came": self.typed.get("came", ""), "rating": query.rating,
            "since": query.since and query.since.isoformat(),
            "until": query.until and query.until.isoformat(), "page": query.page,
        }  # fmt: skip
        return "/desk?" + urlencode({name: value for name, value in given.items() if value})


def read_asked(visit: Visit, choices: Choices) -> Asked:
    """Read the address."""
    typed = {name: visit.asked(name).strip() for name in visit.request.query_params}
    text, library = typed.get("text", "")[:LONGEST_SEARCH], typed.get("library", "")
    came, state = typed.get("came", ""), _one(State, typed.get("state", ""))
    person, rating = _number(typed.get("person", "")), _number(typed.get("rating", ""))
    query = Query(
        which=_one(Which, typed.get("list", "")) or Which.NEW,
        text=text,
        kind=_one(RequestKind, typed.get("kind", "")),
        state=state,
        library=chosen(library, choices.libraries),
        person=person if person in choices.people else None,
        came=_one(Came, came),
        channel=came if came in choices.channels else "",
        rating=rating if rating in RATINGS else None,
        since=read_day(typed.get("since", "")),
        until=read_day(typed.get("until", "")),
        page=max(1, min(MOST_PAGES, _number(typed.get("page", "")) or 1)),
    )
    if text or (query.which is Which.NEW and (state or query.person or query.rating)):
        query = replace(query, which=Which.ALL)  # who looks for one seldom knows where it is
    return Asked(query, tuple(_unclear(visit, typed, query)), typed)


def _unclear(visit: Visit, typed: Mapping[str, str], query: Query) -> Iterator[str]:
    known = {
        "list": typed.get("list") in set(Which), "kind": query.kind, "state": query.state,
        "person": query.person, "came": query.came or query.channel, "rating": query.rating,
    }  # fmt: skip
    for name, understood in known.items():
        if typed.get(name) and not understood:
            yield visit._(NO_CHOICE, typed=typed[name][:TYPED_LETTERS])
    if typed.get("library") and not query.library:
        yield not_one(visit, typed["library"])
    for name, day in (("since", query.since), ("until", query.until)):
        if typed.get(name) and day is None:
            yield not_a_day(visit, typed[name])
    if query.since and query.until and query.since > query.until:
        yield visit._(BACKWARDS)


def _one(kind: Any, value: str) -> Any:
    return kind(value) if value in set(kind) else None


def _number(digits: str) -> int | None:
    return whole_number(digits)
