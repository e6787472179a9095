"""Files a citizen sends: the channel's reference and what it is, never the bytes."""

from collections.abc import Iterable, Sequence

from bot.contracts.feature import Ctx
from bot.engine.turn import Attachment
from bot.engine.wording import undirected
from bot.files.model import FileRef
from bot.files.quotas import MEGABYTE
from bot.files.rules import CITIZEN_BYTES, is_signed
from bot.files.words import SIGNED_FILE


def fitting(files: Sequence[Attachment]) -> list[Attachment]:
    """Those that can be fetched and passed on."""
    return [one for one in files if one.size <= CITIZEN_BYTES]


def too_large(ctx: Ctx) -> str:
    """What is told of one that can't."""
    return ctx._(
        "The file is too large: up to %(most)s MB can be passed on. Send a smaller one, "
        "or a photo of what matters in it.",
        most=CITIZEN_BYTES // MEGABYTE,
    )


def taken(ctx: Ctx, files: Sequence[Attachment]) -> list[FileRef]:
    """What was sent, to be kept: where the bytes can be had, and what each is."""
    channel = ctx.turn.channel
    return [
        FileRef(undirected(one.name), one.size, one.media_type, channel=channel, ref=one.ref)
        for one in files
    ]


def what_about(ctx: Ctx, files: Iterable[FileRef]) -> str:
    """Asks for words about files that came without any, and says what is unusual in them."""
    question = ctx._("What would you like to ask about this file? Write in one message.")
    if any(is_signed(one.name) for one in files):
        return ctx._(SIGNED_FILE) + " " + question
    return question
