"""Turns what use cases record into letters, in the transaction of the act itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.contracts.feature import Features, Notices
from bot.contracts.services import Services
from bot.engine.data import NoData
from bot.engine.draw import draw_say
from bot.engine.flow import Citizen, Context
from bot.engine.model import message_to_json
from bot.engine.profile import Profile
from bot.engine.texts import Texts
from bot.engine.turn import Turn, TurnKind
from bot.storage import citizens, outbox

AWAY = "the citizen has closed the chat"


class Notifier:
    """One for each process.

    Args:
        features: what is told of which event.
        texts: catalogues by language.
        nudge: called after the commit: letters wait to be sent.
        clock: aware UTC now.
    """

    def __init__(
        self,
        features: Features,
        texts: Mapping[str, Texts],
        *,
        nudge: Callable[[], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._features = features
        self._texts = texts
        self._nudge = nudge
        self._clock = clock

    async def publish(self, services: Services, events: Sequence[object]) -> None:
        """Write what is told of these events into the outbox."""
        for event in events:
            for notices in self._features.notices_of(event):
                for citizen in await notices.to(services, event):
                    whom = await citizens.by_id(services.unit, citizen)
                    if whom is not None and (whom.known.reachable or notices.keeps(event)):
                        await self._write(services, notices, event, whom)

    async def _write(
        self, services: Services, notices: Notices[Any], event: object, whom: citizens.Addressed
    ) -> None:
        known, now = whom.known, self._clock()
        context = Context[Services](
            turn=Turn(TurnKind.OTHER, whom.channel, known.peer, now),
            services=services,
            citizen=Citizen(known.id, known.lang, profile=Profile(known.profile)),
            texts=self._texts,
            now=now,
            data=NoData(),
        )
        rows = [
            outbox.letter_row(
                services.unit,
                message_to_json(replace(draw_say(one, lang=known.lang), reminder=notices.reminds)),
                key=f"{notices.key(event)}.{known.id}.{number}",
                channel=whom.channel,
                peer_key=whom.key,
                now=now,
            )
            for number, one in enumerate(notices.say(context, event))
        ]
        if not rows:
            return
        written = await outbox.queue(services.unit, rows)
        if known.reachable:
            services.unit.after(self._nudge)
            return
        for letter, _ in written:
            outbox.failed(services.unit, letter, why=AWAY, attempts=0, gone=True)
