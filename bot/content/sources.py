"""Pages that an entry of the catalogue rests on, and which of its fields each of them tells."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.content.fields import Day, Url

CLAIMS: Final = ("now", "call", "who", "steps", "documents", "cost", "term")
"""Fields that say a fact somebody may act on: each needs a page that tells it."""

Supported = Literal[
    "what", "now", "call", "provider", "who", "steps", "documents", "cost", "term", "note", "law",
]  # fmt: skip


class SourceIn(BaseModel):
    """A page; `supports` are the entry's fields that it tells, `seen` the date it states itself."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    url: Url
    supports: Annotated[list[Supported], Field(min_length=1)] | None = None
    seen: Day | None = None


def _page(value: object) -> object:
    """Take an address alone for a page."""
    if isinstance(value, str):
        return {"url": value}
    if not isinstance(value, dict | SourceIn):
        raise ValueError("тут має бути адреса сторінки або url: і supports:.")
    return value


Page = Annotated[SourceIn, BeforeValidator(_page, json_schema_input_type=str | SourceIn)]


def unsupported(row: Mapping[str, Any]) -> list[str]:
    """Return the claims of an entry, as its file has it, that no page is said to tell."""
    told = {field for page in _pages(row) for field in page.get("supports") or ()}
    return [claim for claim in CLAIMS if row.get(claim) and claim not in told]


def unsupported_playbook(row: Mapping[str, Any]) -> list[str]:
    """Return the claims of a playbook that no page is said to tell; steps stand in its answers."""
    told = {field for page in _pages(row) for field in page.get("supports") or ()}
    answers = row.get("answers")
    steps = any(isinstance(one, dict) and one.get("steps") for one in answers or ())
    claimed = {"now": row.get("now"), "call": row.get("call"), "steps": steps}
    return [claim for claim, said in claimed.items() if said and claim not in told]


def addresses(row: Mapping[str, Any]) -> list[str]:
    """Return the addresses of an entry's pages, as its file has it."""
    more = row.get("sources_more")
    given = (row.get("source"), *(more if isinstance(more, list) else ()))
    pages = (one.get("url") if isinstance(one, dict) else one for one in given)
    return [one for one in pages if isinstance(one, str)]


def _pages(row: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    more = row.get("sources_more")
    for page in (row.get("source"), *(more if isinstance(more, list) else ())):
        if isinstance(page, dict):
            yield page
