"""Turns what use cases record into letters, in the transaction of the act itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.contracts.feature import Mailbox, Notices
from bot.contracts.features import Features
from bot.contracts.services import Services
from bot.engine.data import NoData
from bot.engine.draw import draw_say
from bot.engine.flow import Citizen, Context
from bot.engine.model import Message, message_to_json
from bot.engine.profile import Profile
from bot.engine.texts import Texts
from bot.engine.turn import Turn, TurnKind
from bot.storage import citizens, outbox
from bot.storage.inbox import peer_key

AWAY = "the citizen has closed the chat"


class Notifier:
    """One for each process.

    Args:
        features: what is told of which event.
        texts: catalogues by language.
        nudge: called after the commit: letters wait to be sent.
        clock: aware UTC now.
        mails: whether letters by e-mail are sent.
    """

    def __init__(
        self,
        features: Features,
        texts: Mapping[str, Texts],
        *,
        nudge: Callable[[], None],
        clock: Callable[[], datetime],
        mails: bool = False,
    ) -> None:
        self._mails = mails
        self._features = features
        self._texts = texts
        self._nudge = nudge
        self._clock = clock

    async def publish(self, services: Services, events: Sequence[object]) -> None:
        """Write what is told of these events into the outbox."""
        await services.prepare(self._clock())
        for event in events:
            for notices in self._features.notices_of(event):
                for citizen in await notices.to(services, event):
                    whom = await citizens.by_id(services.unit, citizen)
                    if whom is not None and (whom.known.reachable or notices.keeps(event)):
                        await self._write(services, notices, event, citizen, whom)
                for mailbox in await notices.mailboxes(services, event) if self._mails else ():
                    await self._mail(services, notices, event, mailbox)

    async def _write(
        self,
        services: Services,
        notices: Notices[Any],
        event: object,
        whose: int,
        whom: citizens.Addressed,
    ) -> None:
        known, now = whom.known, self._clock()
        context = Context[Services](
            turn=Turn(TurnKind.OTHER, whom.channel, known.peer, now),
            services=services,
            citizen=Citizen(whose, known.lang, profile=Profile(known.profile), chat=known.id),
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
                bulk=notices.bulk,
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

    async def _mail(
        self, services: Services, notices: Notices[Any], event: object, mailbox: Mailbox
    ) -> None:
        """Write one letter; its address is in its row alone, until it is sent."""
        unit, now = services.unit, self._clock()
        context = Context[Services](
            turn=Turn(TurnKind.OTHER, outbox.EMAIL, mailbox.address, now),
            services=services,
            citizen=Citizen(0, mailbox.lang),
            texts=self._texts,
            now=now,
            data=NoData(),
        )
        letter = notices.mail(context, event)
        if letter is None:
            return
        message = Message(letter.text, title=letter.subject, lang=mailbox.lang)
        row = outbox.letter_row(
            unit,
            message_to_json(message),
            key=f"{notices.key(event)}.e.{mailbox.id}",
            channel=outbox.EMAIL,
            peer_key=peer_key(unit, outbox.EMAIL, mailbox.address),
            peer=mailbox.address,
            now=now,
        )
        await outbox.queue(unit, [row])
        unit.after(self._nudge)
