"""Pauses between tries double up to the longest."""

from bot.pacing.backoff import Backoff


def test_pauses_double_up_to_the_longest():
    again = Backoff(0.5, 8.0)
    assert [again.after(n) for n in (0, 1, 2, 3, 5, 6, 10**6)] == [0, 0.5, 1, 2, 8, 8, 8]
