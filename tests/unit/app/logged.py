"""The program's own log, for tests that read it."""

import io
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import structlog

import bot.app.logs
from bot.app.logs import Repeats, set_up_logs


@contextmanager
def logged_lines(form: str) -> Iterator[Callable[[], list[str]]]:
    """Log as the service does until the block ends; call the given for the lines so far."""
    written, before = io.StringIO(), structlog.get_config()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bot.app.logs, "REPEATS", Repeats())
        patch.setattr(sys, "stderr", written)
        patch.setattr(logging.getLogger(), "handlers", [])
        for owner, name in (
            (sys, "excepthook"),
            (sys, "unraisablehook"),
            (threading, "excepthook"),
        ):
            patch.setattr(owner, name, getattr(owner, name))  # it is put back afterwards
        set_up_logs(form)
        # Loggers of modules must not keep what is set up for this test.
        structlog.configure(**{**structlog.get_config(), "cache_logger_on_first_use": False})
        try:
            yield lambda: written.getvalue().splitlines()
        finally:
            structlog.configure(**before)
