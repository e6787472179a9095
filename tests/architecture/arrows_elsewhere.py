"""Helpers of another module, for test_arrows.py: a constant and functions that lead on."""

from collections.abc import Awaitable, Callable
from functools import wraps

from bot.engine.flow import Context
from bot.engine.links import DeepLink
from bot.engine.model import Button, Choice, Go, Reply, Say, StepRef

ONE = DeepLink("one")
TWO = DeepLink("two")
OPENED = DeepLink("opened_elsewhere")
HOME = StepRef("other", "home")
REFUSED = StepRef("other", "refused")
WAY_OUT = StepRef("other", "way_out")
TO_HOME = Go(HOME)
TABLE = {"a": (Go(StepRef("other", "in_a_table")), "words")}


def refused(told: str) -> tuple[Say, Go]:
    return Say(told), Go(REFUSED)


def way_out() -> Choice:
    return Choice("no", "Out", to=WAY_OUT)


def button() -> Button:
    return Button("Open", OPENED())


def led(ctx: Context[None], to: StepRef) -> Go:
    return Go(to)


def for_friends(
    step: Callable[[Context[None]], Awaitable[Reply]],
) -> Callable[[Context[None]], Awaitable[Reply]]:
    @wraps(step)
    async def checked(ctx: Context[None]) -> Reply:
        return await step(ctx) if ctx.citizen.id else TO_HOME

    return checked
