"""Steps and acts are run here, and held to the rules of the engine."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from bot.engine.flow import Context, Flow, H, Step
from bot.engine.model import Move, Reply
from bot.engine.profile import Profile

Reading = Callable[[], AbstractContextManager[None]]  # round a step, so that it can't write


class FlowError(Exception):
    """A flow that breaks the engine's rules: a defect, not something the citizen did."""


async def run_step(
    step: Step[H, Any], context: Context[H, Any], reading: Reading
) -> tuple[Move, ...]:
    """What a step or act replies; a step changes nothing.

    Raises FlowError for one that does, and what the step itself raises.
    """
    if step.writes:
        return _moves(await step.run(context))
    citizen = context.citizen
    before = citizen.lang, citizen.forget, Profile(citizen.profile.stored)
    with reading():
        moves = _moves(await step.run(context))
    if before != (citizen.lang, citizen.forget, citizen.profile):
        raise FlowError(f"{step} is a step: only an act may change what is kept of a citizen")
    return moves


def check_data(data: object, flow: Flow[Any, Any]) -> None:
    """Raise FlowError unless this is what the flow knows."""
    if type(data) is not flow.data:
        raise FlowError(f"{flow.name} takes {flow.data.__name__}, not {type(data).__name__}")


def _moves(reply: Reply) -> tuple[Move, ...]:
    if reply is None:
        return ()
    return reply if isinstance(reply, tuple) else (reply,)
