"""Writes what the desk has to tell into the outbox, in the transaction of the act itself."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.engine.draw import draw_say
from bot.engine.flow import Citizen, Context
from bot.engine.model import message_to_json
from bot.engine.texts import Texts
from bot.engine.turn import Kind, Turn
from bot.requests.notices import News, Tell, Topic
from bot.staff.service import Staff
from bot.storage import citizens, outbox
from bot.storage.database import Unit
from handlers.shared import notices
from handlers.shared.services import Parts, Services

NO_FOLLOW_UP = "no_follow_up"  # in a citizen's profile: don't ask whether it helped


class Notifier:
    """One for each process. `nudge` is called after the commit: letters wait to be sent."""

    def __init__(
        self,
        texts: Mapping[str, Texts],
        *,
        nudge: Callable[[], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._texts = texts
        self._nudge = nudge
        self._clock = clock

    def bind(self, parts: Parts, unit: Unit) -> Tell:
        """Tell within this transaction."""

        async def tell(news: News) -> None:
            for citizen in await self._whom(unit, news):
                whom = await citizens.by_id(unit, citizen)
                if whom is not None:
                    await self._write(parts, unit, news, whom)

        return tell

    async def _whom(self, unit: Unit, news: News) -> list[int]:
        """Ids of conversations: the citizen's, or those of staff who want to hear there."""
        if news.people is None:
            return [news.request.citizen_id] if news.request.citizen_id else []
        staff = Staff(unit)
        people = [await staff.get(one) for one in news.people]
        return [one.citizen_id for one in people if one and one.citizen_id and one.notices]

    async def _write(self, parts: Parts, unit: Unit, news: News, whom: citizens.Addressed) -> None:
        known = whom.known
        if not known.reachable or (
            news.topic is Topic.DID_IT_HELP and known.profile.get(NO_FOLLOW_UP)
        ):
            return
        now = self._clock()
        context = Context[Services](
            turn=Turn(Kind.OTHER, whom.channel, known.peer, now),
            services=parts.bind(unit),
            citizen=Citizen(known.id, known.lang, profile=dict(known.profile)),
            texts=self._texts,
            now=now,
        )
        said = (notices.to_staff if news.people is not None else notices.to_citizen)(context, news)
        rows = [
            outbox.letter_row(
                unit,
                message_to_json(draw_say(one, lang=known.lang)),
                key=f"{news.key}.{known.id}.{number}",
                channel=whom.channel,
                peer_key=whom.key,
                now=now,
            )
            for number, one in enumerate(said)
        ]
        await outbox.queue(unit, rows)
        unit.after(self._nudge)
