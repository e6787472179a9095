"""Viber, declared."""

from collections.abc import Sequence

from bot.channels.channel_type import ChannelType, Surroundings
from bot.channels.contract import Channel
from bot.channels.tariff import Policy, Tariff
from bot.contracts.looks import Look, Translate
from bot.engine.model import Message


def _make(given: Surroundings) -> Channel:
    from bot.channels.viber.channel import SESSION, ViberChannel

    settings = given.settings
    return ViberChannel(
        token=settings.viber_token,
        texts=given.texts,
        api=settings.viber_api,
        home=settings.public_url,
        name=given.name,
        take_receipt=given.take_receipt,
        tariff=Tariff(
            SESSION, Policy(settings.viber_paid), settings.viber_price, settings.viber_budget
        ),
    )


def _look(messages: Sequence[Message], text: Translate) -> Look:
    from bot.channels.viber.look import look

    return look(messages, text)


CHANNEL = ChannelType("viber", lambda settings: bool(settings.viber_token), _make, _look)
