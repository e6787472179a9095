"""What a library told of itself, and when: a list from before knows it no better."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.content.library_list.words import raw_words

(_BEGINS,) = raw_words("own_source")  # stands in content, as editors read it
_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")


def own_source(today: date) -> str:
    """The source of what a library tells of itself that day."""
    return f"{_BEGINS}, {today:%d.%m.%Y}"


def is_own(source: object) -> bool:
    """Whether a source is the library's own word."""
    return str(source).startswith(_BEGINS)


def told_itself(entry: Mapping[str, object]) -> date | None:
    """When a library last told something of its record, as the record's sources say."""
    more = entry.get("sources_more")
    sources = (entry.get("source"), *(more if isinstance(more, Sequence) else ()))
    days = [day for one in sources if is_own(one) and (day := day_in(str(one)))]
    return max(days, default=None)


def day_in(source: str) -> date | None:
    """The last day that a source names, like «Лист бібліотеки від 20.11.2026»."""
    found: date | None = None
    for day, month, year in _DAY.findall(source):
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
    return found
