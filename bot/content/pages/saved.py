"""What is said after a save: the bot answers with it in a moment, or why not yet."""

import asyncio
from typing import Final

from bot.console.visit import Visit
from bot.content.editing import Writer
from bot.engine.texts import N_

WAITS: Final = "waits"
SAVED: Final = N_("Saved. The bot answers with it in a moment.")
NOT_YET: Final = N_(
    "It is in the file now, but the bot still answers as before: there is a mistake in this file, "
    "or in another one because of it. “Content” names it. Mend it there or tell an editor; then "
    "this goes out by itself, nothing of it is lost."
)


async def done_by(visit: Visit, number: int | None, done: str = "1") -> str:
    """What the next page gets as `done`: WAITS where the change is not answered from yet."""
    waits = await asyncio.to_thread(visit.console.program[Writer].waits, number)
    return WAITS if waits else done


def told_done(visit: Visit, done: str) -> str:
    """What a page says after a save: `done`, "" where nothing was saved."""
    asked = visit.asked("done")
    return visit._(NOT_YET if asked == WAITS else done) if asked else ""
