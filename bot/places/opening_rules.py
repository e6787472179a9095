"""The rules of OpenStreetMap's opening_hours, one by one: which open, and which never act."""

import re
from datetime import datetime, timedelta
from itertools import islice

from opening_hours import OpeningHours, validate

_PIECE = re.compile(r'"[^"]*"|;|\|\||,\s+(?=[A-Za-z"])|[^;|,"]+|[|,]')
_BETWEEN = re.compile(r";|\|\||,\s+")
_COMMENT = re.compile(r'"[^"]*"')
_TIME = re.compile(r"\d{1,2}:\d{2}|24/7|\b(?:sunrise|sunset|dawn|dusk)\b")
_STATE = re.compile(r"\b(?:open|off|closed|unknown)\b")
_PROBE = "mistok-probe"
_YEAR = timedelta(days=366)
_MOST_INTERVALS = 3000  # of a year


def sure(hours: str) -> str:
    """The same hours, with rules that tell no time as unknown.

    «"за домовленістю"» and «Sa "by telephone"» would else be open day and night.
    """
    return "".join(
        f"{rule}{between}" if tells(rule) else f"{_unknown(rule)}{between}"
        for rule, between in _split(hours)
    )


def tells(rule: str) -> bool:
    """Whether a rule says when, or that it is always or never so."""
    plain = _COMMENT.sub(" ", rule)
    if not rule.strip() or _TIME.search(plain):
        return True
    state = _STATE.search(plain)
    # «open "за записом"» and «Mo-Fr open» name no hour: nobody is there at night.
    return state is not None and (state[0] != "open" or rule.strip() == "open")


def opens(hours: str) -> bool:
    """Whether any rule says when it is open; «PH off» alone tells nothing of other days."""
    rules = (_COMMENT.sub(" ", rule) for rule, _ in _split(hours))
    return any(_TIME.search(rule) or rule.strip() == "open" for rule in rules)


def idle_rules(hours: str, now: datetime) -> list[str]:
    """Rules that no moment of the year after `now` comes under: later ones hide them, their days
    are over or never come, or they speak of holidays, which are not known here.
    """
    parts = _split(sure(hours))
    return [rule.strip() for place, (rule, _) in enumerate(parts) if _is_idle(parts, place, now)]


def _is_idle(parts: list[tuple[str, str]], place: int, now: datetime) -> bool:
    marked = [*parts]
    rule, between = parts[place]
    plain = _STATE.sub(" ", _COMMENT.sub(" ", rule)).rstrip()
    marked[place] = (f'{plain} unknown "{_PROBE}"', between)
    text = "".join(f"{one}{after}" for one, after in marked)
    if not rule.strip() or not validate(text):
        return False
    intervals = OpeningHours(text).intervals(now, now + _YEAR)
    return not any(_PROBE in one[3] for one in islice(intervals, _MOST_INTERVALS))


def _unknown(rule: str) -> str:
    """The rule with that state, which stands before its comment."""
    words, quote, comment = rule.partition('"')
    return (
        f"{_STATE.sub('', words).rstrip()} unknown{' ' + quote if quote else ''}{comment}".lstrip()
    )


def _split(hours: str) -> list[tuple[str, str]]:
    """Each rule and what stands after it. A comma parts rules only after a whole one."""
    found: list[tuple[str, str]] = []
    rule = ""
    for piece in _PIECE.findall(hours):
        if _BETWEEN.fullmatch(piece) and (piece[0] != "," or '"' in rule or tells(rule)):
            found.append((rule.strip(), f"{piece.rstrip()} "))
            rule = ""
        else:
            rule += piece
    return [*found, (rule.strip(), "")]
