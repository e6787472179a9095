"""How far what the staff wrote to a reader has come: as messengers and our own pages tell it."""

from datetime import datetime

from bot.requests.labels import TELLS_LATER, Arrival
from bot.requests.queries import Opened
from bot.storage import citizens, receipts
from bot.storage.database import Unit
from bot.storage.receipts import Fate


async def arrived(unit: Unit, opened: Opened) -> dict[tuple[str, datetime], Arrival]:
    """How far what was said came, by its author and moment: only what letters still tell of."""
    citizen = opened.request.citizen_id
    if citizen is None:
        return {}
    chats = [one.id for one in await citizens.chats_of(unit, citizen)]
    lines = {f"desk.{one.id}.c.{chat}.0": one for one in opened.events for chat in chats}
    found: dict[tuple[str, datetime], Arrival] = {}
    for key, fate in (await receipts.fates(unit, lines.keys())).items():
        place = lines[key].actor, lines[key].at
        found[place] = max(_arrival(fate), found.get(place, Arrival.NOT_YET))
    return found


def _arrival(fate: Fate) -> Arrival:
    if fate.read_at is not None:
        return Arrival.READ
    told = fate.delivered_at is not None or (fate.is_sent and fate.channel not in TELLS_LATER)
    return Arrival.DELIVERED if told else Arrival.NOT_YET
