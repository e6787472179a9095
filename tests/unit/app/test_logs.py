"""Lines of one kind are bounded, and what is left out is counted and told."""

import json
import logging

import pytest
import structlog

import bot.app.logs
from bot.app.logs import KINDS, Repeats, tell_left_out
from tests.unit.app.logged import logged_lines


def test_some_pass_and_the_rest_is_counted() -> None:
    now = [0.0]
    repeats = Repeats(3, 60, clock=lambda: now[0])
    assert [repeats.passes("a") for _ in range(5)] == [True, True, True, False, False]
    assert repeats.passes("b")
    assert repeats.left_out() == {}  # the minute is not over
    now[0] = 60
    assert repeats.passes("a")
    assert repeats.left_out() == {"a": 2}
    now[0] = 120
    assert repeats.left_out() == {}  # told once


def test_kinds_without_number_are_bounded_too() -> None:
    repeats = Repeats(3, 60, clock=lambda: 0.0)
    for number in range(KINDS):
        assert repeats.passes(str(number))
    assert sum(repeats.passes(f"more {number}") for number in range(100)) == 3


def test_a_flood_of_both_kinds_of_logs_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    with logged_lines("json") as lines:
        monkeypatch.setattr(bot.app.logs, "REPEATS", Repeats(2, 60, clock=lambda: now[0]))
        for number in range(1000):
            structlog.get_logger().warning("telegram.webhook_forged")
            try:
                raise OSError(24, "Too many open files")
            except OSError:
                logging.getLogger("asyncio").exception("accept() failed\n%s", number)
        told = "\n".join(lines())
        assert told.count("webhook_forged") == 2
        assert told.count("asyncio") == 2
        now[0] = 60
        tell_left_out()
        counted = {one["kind"]: one["lines"] for one in map(json.loads, lines()[4:])}
    assert counted == {"warning telegram.webhook_forged": 998, "error asyncio OSError": 998}
