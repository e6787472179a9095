"""Logs: one line an event, to stderr, without citizens' words, addresses or tokens.

Lines of one kind are bounded, so that nobody fills the disk by making the same thing happen.
"""

import logging
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import structlog

from bot.storage.failures import code_of, kind_of, place_of, trace_of

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


class _Wordless(logging.Formatter):
    """What libraries log, in the form of our own lines: who says it and where, never its text."""

    def __init__(self, processors: Sequence[structlog.typing.Processor]) -> None:
        super().__init__()
        self._processors = processors

    def format(self, record: logging.LogRecord) -> str:
        """The record as one event, called by its logger."""
        event: structlog.typing.EventDict = {
            "event": record.name,
            "place": f"{record.module}:{record.funcName}:{record.lineno}",
            "exc_info": record.exc_info,
        }
        told: Any = event
        for process in self._processors:
            told = process(None, record.levelname.lower(), told)
        return str(told)


def set_up_logs(form: str, *, serves: bool = True) -> None:
    """Log in `form`: "text" for people, "json" for machines.

    Of an exception its kind, place and frames are told, in ours and in what libraries log; of a
    process that `serves` also of one that nobody catches.
    """
    render: structlog.typing.Processor
    if form == "json":
        render = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        render = _for_people(structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()))
    processors: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _wordless,
        render,
    ]
    structlog.configure(
        processors=[_bounded, *processors],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(_Wordless(processors))
        if not any(isinstance(one, _Bounded) for one in handler.filters):
            handler.addFilter(_Bounded())
    if not serves:
        return
    sys.excepthook = _program_broke
    threading.excepthook = _thread_broke
    sys.unraisablehook = _not_raised


def _wordless(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """In place of an exception its kind, place and frames."""
    given = event.pop("exc_info", None)
    error = _exception(given)
    if error is not None:
        event["error"], event["trace"] = kind_of(error), trace_of(error)
        event["place"] = place_of(error) or event.get("place", "")
        if code := code_of(error):
            event["code"] = code
    return event


def _exception(given: Any) -> BaseException | None:
    """What `exc_info` may be: an exception, its triple, or True for the one being handled."""
    if isinstance(given, BaseException):
        return given
    if isinstance(given, tuple):
        return given[1]  # type: ignore[no-any-return]
    return sys.exc_info()[1] if given else None


def _for_people(render: structlog.typing.Processor) -> structlog.typing.Processor:
    """The frames stand under the line."""

    def rendered(logger: Any, method: str, event: structlog.typing.EventDict) -> str:
        trace = event.pop("trace", ())
        return "\n".join((str(render(logger, method, event)), *(f"    {one}" for one in trace)))

    return rendered


def _program_broke(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    structlog.get_logger(__name__).critical("program.broke", exc_info=error)


def _thread_broke(given: threading.ExceptHookArgs) -> None:
    structlog.get_logger(__name__).error("thread.broke", exc_info=given.exc_value)


def _not_raised(given: "sys.UnraisableHookArgs") -> None:
    structlog.get_logger(__name__).error("exception.not_raised", exc_info=given.exc_value)
