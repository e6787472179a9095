"""Files a citizen sends: the channel's reference and what it is, never the bytes."""

from collections.abc import Sequence
from typing import Any

from bot.contracts.feature import Ctx
from bot.engine.turn import Attachment
from bot.engine.wording import undirected

# What a bot may fetch from Telegram: https://core.telegram.org/bots/api#getfile
MOST_MEGABYTES = 20
MOST_FILES = 5
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024


def fitting(files: Sequence[Attachment]) -> list[Attachment]:
    """Those that can be fetched and passed on."""
    return [one for one in files if one.size <= MOST_BYTES]


def too_large(ctx: Ctx) -> str:
    """What is told of one that can't."""
    return ctx._(
        "The file is too large: up to %(most)s MB can be passed on. Send a smaller one, "
        "or a photo of what matters in it.",
        most=MOST_MEGABYTES,
    )


def packed(ctx: Ctx, file: Attachment) -> dict[str, Any]:
    """As it rests in a dialogue and in a request: where its bytes can be had, and what it is."""
    return {
        "channel": ctx.turn.channel, "ref": file.ref, "name": undirected(file.name),
        "size": file.size, "media_type": file.media_type,
    }  # fmt: skip
