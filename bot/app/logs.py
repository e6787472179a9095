"""Logs: one line an event, to stderr, without citizens' words, addresses or tokens.

Lines of one kind are bounded, so that nobody fills the disk by making the same thing happen.
"""

import logging
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

LINES = 30  # of one kind in a window
WINDOW_SECONDS = 60.0
KINDS = 500  # further ones count as one
KIND_LETTERS = 80
LEFT_OUT = "log.left_out"
OTHERS = "others"


@dataclass(slots=True)
class _Window:
    until: float
    lines: int = 0


class Repeats:
    """Counts lines by kind: `most` in each window of `seconds` pass. For all threads."""

    def __init__(
        self,
        most: int = LINES,
        seconds: float = WINDOW_SECONDS,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: dict[str, _Window] = {}
        self._left_out: dict[str, int] = {}

    def passes(self, kind: str) -> bool:
        """Whether a line of this kind is written now."""
        with self._lock:
            now = self._clock()
            if kind not in self._windows and len(self._windows) >= KINDS:
                self._end(now)
                kind = kind if len(self._windows) < KINDS else OTHERS
            window = self._windows.get(kind)
            if window is None or now >= window.until:
                self._count(kind, window)
                window = self._windows[kind] = _Window(now + self._seconds)
            window.lines += 1
            return window.lines <= self._most

    def left_out(self) -> dict[str, int]:
        """How many lines of each kind were left out in windows that are over; told once."""
        with self._lock:
            self._end(self._clock())
            told, self._left_out = self._left_out, {}
            return told

    def _end(self, now: float) -> None:
        for kind, window in list(self._windows.items()):
            if now >= window.until:
                self._count(kind, window)
                del self._windows[kind]

    def _count(self, kind: str, window: _Window | None) -> None:
        if window is not None and window.lines > self._most:
            more = window.lines - self._most
            self._left_out[kind] = self._left_out.get(kind, 0) + more


REPEATS = Repeats()


def tell_left_out() -> None:
    """Write how many lines were left out. Called now and then while the program runs."""
    for kind, lines in REPEATS.left_out().items():
        structlog.get_logger(__name__).warning(LEFT_OUT, kind=kind, lines=lines)


def _bounded(
    _logger: object, method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    name = str(event.get("event", ""))[:KIND_LETTERS]
    if name != LEFT_OUT and not REPEATS.passes(f"{method} {name}"):
        raise structlog.DropEvent
    return event


class _Bounded(logging.Filter):
    """The same for what libraries log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written."""
        error = record.exc_info[0] if record.exc_info else None
        first = str(record.msg).partition("\n")[0][:KIND_LETTERS]
        kind = f"{record.levelname.lower()} {record.name} {error.__name__ if error else first}"
        return REPEATS.passes(kind)


def set_up_logs(form: str) -> None:
    """Log in `form`: "text" for people, "json" for machines. Tracebacks show no values."""
    render: structlog.typing.Processor
    if form == "json":
        render = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        render = structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    structlog.configure(
        processors=[
            _bounded,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info if form == "json" else _as_is,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s")
    for handler in logging.getLogger().handlers:
        if not any(isinstance(one, _Bounded) for one in handler.filters):
            handler.addFilter(_Bounded())


def _as_is(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    return event
