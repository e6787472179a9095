"""What remarks on the look of messages have in common."""

from collections.abc import Collection, Iterator

from bot.channels.text import cut, line_of, sendable
from bot.contracts.looks import Remark
from bot.engine.model import Message
from bot.engine.texts import N_

PARTED = N_("It comes as several messages: a text here is at most %(most)s characters long.")
CUT = N_("The button “%(label)s” is cut to “%(shown)s”.")
AS_LINE = N_("“%(label)s” can’t be a button here: it is a line of the text.")
UNSEEN = N_("“%(label)s” can’t be a button here: the text already says the number.")
UNFOLDED = N_("The details are not folded: the text is too long for that.")


def remarks_on_buttons(
    message: Message, drawn: Collection[str], *, most: int, said: str
) -> Iterator[Remark]:
    """Labels that were cut to `most` UTF-16 units, and buttons that became lines of the text.

    Args:
        message: as it was to be shown.
        drawn: labels of the buttons that the channel shows.
        most: how long a label may be.
        said: all texts of the channel.
    """
    for key in (key for row in message.rows for key in row):
        label = sendable(key.label)
        shown = cut(label, most) or "…"
        if shown not in drawn:
            yield Remark(AS_LINE if line_of(key) in said else UNSEEN, {"label": label})
        elif shown != label:
            yield Remark(CUT, {"label": label, "shown": shown})
