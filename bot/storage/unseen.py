"""Letters that lie on a page of ours where nobody looks, though their person has other chats."""

from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, exists, func, or_, select, union

from bot.storage.database import Unit
from bot.storage.schema import UtcDateTime
from bot.storage.tables import citizens, outbox

WEB = "web"  # the one channel that only shows a letter when its page is open
PATIENCE = timedelta(minutes=10)  # a page that is open shows a letter at once
LONGEST = timedelta(days=1)  # of older ones the person learns from their list

# Only the few that are linked are looked at: by the index, which `> 0` makes SQLite take.
_home = select(citizens.c.home_id).where(citizens.c.home_id > 0)
_linked_pages = union(
    select(citizens.c.peer_key).where(citizens.c.home_id > 0, citizens.c.channel == WEB),
    select(citizens.c.peer_key).where(citizens.c.id.in_(_home), citizens.c.channel == WEB),
)
_page, _other = citizens.alias("page"), citizens.alias("other")
_person = func.coalesce(_page.c.home_id, _page.c.id)
_is_chat = and_(_other.c.channel != WEB, _other.c.reachable)
_unseen = (
    select(outbox.c.id)
    .join(_page, _page.c.peer_key == outbox.c.peer_key)
    .where(
        outbox.c.peer_key.in_(_linked_pages),
        outbox.c.state == "sent",
        outbox.c.read_at.is_(None),
        outbox.c.inbox_id.is_(None),
        outbox.c.key.startswith(bindparam("begins"), autoescape=False),
        outbox.c.created_at <= bindparam("before", type_=UtcDateTime),
        outbox.c.created_at > bindparam("since", type_=UtcDateTime),
        or_(
            exists().where(_other.c.id == _person, _is_chat),
            exists().where(_other.c.home_id == _person, _is_chat),
        ),
    )
    .order_by(outbox.c.id)
    .limit(100)
)


async def unseen(unit: Unit, begins: str, *, now: datetime) -> list[int]:
    """Ids of letters whose keys begin so and that nobody saw in time, the oldest first."""
    times = {"before": now - PATIENCE, "since": now - LONGEST}
    return [row.id for row in await unit.all(_unseen, {"begins": begins, **times})]
