"""Viber, declared."""

from bot.channels.contract import Channel, ChannelType, Surroundings


def _make(given: Surroundings) -> Channel:
    from bot.channels.viber.channel import ViberChannel

    settings = given.settings
    return ViberChannel(
        token=settings.viber_token,
        texts=given.texts,
        api=settings.viber_api,
        home=settings.public_url,
        name=given.name,
    )


CHANNEL = ChannelType("viber", lambda settings: bool(settings.viber_token), _make)
