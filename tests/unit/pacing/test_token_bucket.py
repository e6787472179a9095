"""What passes at once, how long the rest waits, and what is forgotten."""

import pytest

from bot.channels.pace import Pace, Pacer
from bot.pacing import token_bucket
from bot.pacing.token_bucket import Bucket, Buckets, Rate


class Watch:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_a_bucket_fills_again():
    now = [0.0]
    buckets = Buckets(Rate(2, 0.5), clock=lambda: now[0])
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 2]
    assert buckets.take("b") == 0
    now[0] = 1.9
    assert buckets.take("a") == 1
    now[0] = 2.1
    assert [buckets.take("a"), buckets.take("a")] == [0, 2]


def test_what_is_not_there_is_not_taken(watch):
    bucket = Bucket(Rate(3, 1), clock=watch)
    assert bucket.take(2) == 0
    assert bucket.take(2) == 1
    assert bucket.take(1) == 0


def test_who_reserves_waits_behind_all_who_reserved(watch):
    bucket = Bucket(Rate(1, 2), clock=watch)
    assert [bucket.reserve() for _ in range(4)] == [0, 0.5, 1, 1.5]
    watch.now = 0.5
    assert bucket.reserve() == 1.5


def test_it_never_holds_more_than_its_burst(watch):
    bucket = Bucket(Rate(2, 1), clock=watch)
    watch.now = 1000
    assert [bucket.take() for _ in range(3)] == [0, 0, 1]


def test_what_came_to_nothing_comes_back(watch):
    buckets = Buckets(Rate(1, 0.1), clock=watch)
    assert [buckets.take("a"), buckets.take("a")] == [0, 10]
    buckets.give_back("a")
    buckets.give_back("nobody")
    assert buckets.take("a") == 0


def test_the_longest_unused_is_forgotten(watch, monkeypatch):
    monkeypatch.setattr(token_bucket, "KEYS", 2)
    buckets = Buckets(Rate(1, 0.1), clock=watch)
    for key in ("a", "b", "a", "c"):
        buckets.take(key)
    assert [buckets.take("a"), buckets.take("b")] == [10, 0]


async def test_a_channel_paces_each_citizen_and_all(watch, monkeypatch):
    slept = []

    async def sleep(seconds):
        slept.append(seconds)

    monkeypatch.setattr("bot.channels.pace.asyncio.sleep", sleep)
    pacer = Pacer(Pace(per_peer=1, burst=2, total=4, bulk=0.5), clock=watch)
    for _ in range(3):
        await pacer.wait(b"a", bulk=False)
    assert slept == [1]  # the third of one citizen
    await pacer.wait(b"b", bulk=False)
    await pacer.wait(b"c", bulk=False)
    assert slept == [1, 0.25]  # the fifth of all
    await pacer.wait(b"d", bulk=True)
    await pacer.wait(b"e", bulk=True)
    assert slept == [1, 0.25, 0.5, 2, 0.75]  # bulk leaves room, each for all and for itself
