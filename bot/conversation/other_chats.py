"""What can't be delivered in one chat of a person goes to another one they have linked."""

from datetime import datetime

from bot.storage import citizens, outbox
from bot.storage.database import Unit


async def send_elsewhere(unit: Unit, letter: int, *, now: datetime) -> bool:
    """Write a letter that is lost, or that nobody reads, for the next chat it has not tried.

    False when there is none: then it is lost indeed. What answers an event stays in its chat. A
    letter's key names its chat (see `Notifier`), so each chat is tried once.
    """
    lost = await outbox.lost_letter(unit, letter)
    if lost is None or lost.answers:
        return False
    base, chat, part = _parted(lost.key)
    if not chat.isdecimal():
        return False
    chats = await citizens.chats_of(unit, await citizens.home_of(unit, int(chat)))
    if (int(chat), lost.peer_key) not in {(one.id, one.key) for one in chats}:
        return False
    for other in chats:
        key = f"{base}.{other.id}.{part}"
        if not other.reachable or other.key == lost.peer_key or await outbox.is_known(unit, key):
            continue
        row = outbox.letter_row(
            unit, lost.body, key=key, channel=other.channel, peer_key=other.key, now=now,
            bulk=lost.bulk,
        )  # fmt: skip
        await outbox.queue(unit, [row])
        outbox.goes_elsewhere(unit, letter)
        return True
    return False


def _parted(key: str) -> tuple[str, str, str]:
    """What a letter tells of, the citizen it goes to, and which part it is."""
    base, _, part = key.rpartition(".")
    base, _, chat = base.rpartition(".")
    return base, chat, part
