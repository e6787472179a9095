"""When a library is open, as a librarian would write it to a reader."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from bot.catalogue.library import Library
from bot.engine.wording import clock, kyiv, weekday
from bot.places.access import AccessPoints

WEEKS = 5  # of these a weekday is mostly as it usually is: holidays and last Saturdays are not
Day = tuple[tuple[str, str], ...]


def hours_in_words(access: AccessPoints, library: Library, today: date, lang: str) -> str:
    """«пн–пт 09:00–18:00, сб 10:00–16:00», with what limits it; "" when nobody knows."""
    days = [_usual(access, library, today, number) for number in range(7)]
    known = [one for one in days if one is not None]
    if len(known) < len(days) or not any(known):
        return ""
    told = ", ".join(_spans(known, lang))
    note = library.hours_note.in_(lang).strip().rstrip(".") if library.hours_note else ""
    return f"{told} ({note})" if note else told


def _usual(access: AccessPoints, library: Library, today: date, number: int) -> Day | None:
    """From when to when it is mostly open on this day of the week, 0 for Monday."""
    first = today + timedelta(days=(number - today.weekday()) % 7)
    found: Counter[Day] = Counter()
    for week in range(WEEKS):
        spans = access.spans_on(library, first + timedelta(weeks=week))
        if spans is None:
            return None
        found[tuple((clock(kyiv(a)), clock(kyiv(b))) for a, b in spans)] += 1
    return found.most_common(1)[0][0]


def _spans(week: Sequence[Day], lang: str) -> Iterator[str]:
    """Days in a row that are alike are told together; those when it is shut are not told."""
    for day, numbers in groupby(range(7), key=lambda number: week[number]):
        listed = [*numbers]
        names = dict.fromkeys(weekday(one + 1, lang) for one in (listed[0], listed[-1]))
        if day:
            yield f"{'–'.join(names)} {', '.join('–'.join(span) for span in day)}"
