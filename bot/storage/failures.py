"""What may be told of an exception: its kind and its way through the code, never its text.

The text of an exception, and the values in its frames, may hold what a citizen wrote.
"""

import errno
import re
from collections.abc import Iterator
from types import TracebackType

OURS = ("bot", "handlers")
FIRST, LAST = 5, 25  # frames of one exception that are told; a recursion has a thousand
MOST = 8  # exceptions told of one chain
NOT_STORED = "not stored: "  # begins the reason of an event whose words could not be kept
# Tied to the beginning and never going back: it is linear on any text.
_PLACED = re.compile(r"\A(\w++) at ([\w.<>]++:[\w.<>]++:\d++)")


def kind_of(error: BaseException) -> str:
    """The name of its class."""
    return type(error).__name__


def code_of(error: BaseException) -> str:
    """The system's or the database's own name of the error, "" for none: ENOSPC, 23505."""
    number = error.errno if isinstance(error, OSError) else None
    known = (
        errno.errorcode.get(number) if number else None,
        getattr(error, "sqlite_errorname", None),
        getattr(error, "sqlstate", None),
    )
    return next((str(one) for one in known if one), "")


def place_of(error: BaseException) -> str:
    """`module:function:line` where our own code raised it or called what did; "" for nowhere.

    The innermost frame of a library, when none is ours.
    """
    frames = list(_frames(error.__traceback__))
    ours = [one for one in frames if one.partition(".")[0].partition(":")[0] in OURS]
    return (ours or frames or [""])[-1]


def told(error: BaseException) -> str:
    """Kind and place in one line, as it rests in a row: "KeyError at bot.x.y:Some.act:12"."""
    place = place_of(error)
    return f"{kind_of(error)} at {place}" if place else kind_of(error)


def kind_and_place(reason: str) -> tuple[str, str]:
    """What `told` wrote, taken apart; (reason, "") for any other reason."""
    found = _PLACED.fullmatch(reason)
    return (found[1], found[2]) if found else (reason, "")


def trace_of(error: BaseException) -> list[str]:
    """A line for the exception, then one for each that led to it: kind and frames, outermost first.

    "KeyError: bot.a:f:1 > bot.b:C.g:2", then "from ValueError: …"; those of a group begin with
    "with".
    """
    return [f"{lead}{_line(one)}" for lead, one in _chain(error)][:MOST]


def _chain(error: BaseException) -> Iterator[tuple[str, BaseException]]:
    seen: set[int] = set()
    waiting = [("", error)]
    while waiting:
        lead, one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield lead, one
        if isinstance(one, BaseExceptionGroup):
            waiting += [("with ", inner) for inner in one.exceptions]
        before = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
        if before is not None:
            waiting.append(("from ", before))


def _line(error: BaseException) -> str:
    frames = list(_frames(error.__traceback__))
    if len(frames) > FIRST + LAST:
        frames = [*frames[:FIRST], "…", *frames[-LAST:]]
    return f"{kind_of(error)}: {' > '.join(frames)}" if frames else kind_of(error)


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        module = str(trace.tb_frame.f_globals.get("__name__", "?"))
        yield f"{module}:{code.co_qualname}:{trace.tb_lineno}"
        trace = trace.tb_next
