"""How a channel is declared, and what it is made from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.contract import Channel, TakeReceipt, Transcript
from bot.contracts.looks import Draw
from bot.contracts.services import Program
from bot.engine.texts import Texts
from bot.storage.tables import CHANNEL_LETTERS


@dataclass(frozen=True)
class Surroundings:
    """What channels are made from.

    Attributes:
        settings: of the program.
        keys: secret keys for a purpose, newest last.
        texts: catalogues by language.
        program: what features keep as long as the process lasts: where files are, say.
        transcript: what was said.
        name: what the service is called, by today's content.
        take_receipt: writes down what became of a message.
        phones: by language, (whose, numbers) of who can be called instead, by today's content.
    """

    settings: Any
    keys: Callable[[str], Sequence[bytes]]
    texts: Mapping[str, Texts]
    program: Program
    transcript: Transcript
    name: Callable[[], str]
    phones: Callable[[str], Sequence[tuple[str, Sequence[str]]]]
    take_receipt: TakeReceipt


@dataclass(frozen=True, slots=True)
class ChannelType:
    """A kind of channel, declared once: `CHANNEL = ChannelType(…)` in its folder, and a line in
    `bot/app/channels.py`.

    Attributes:
        name: one word; it rests in the database. Raises ValueError when it is too long for it.
        is_on: whether the settings ask for it.
        make: makes it; what costs much to import is imported here.
        look: how messages look there, by its own renderer; None where people read none of them.
    """

    name: str
    is_on: Callable[[Any], bool]
    make: Callable[[Surroundings], Channel]
    look: Draw | None = None

    def __post_init__(self) -> None:
        if not 0 < len(self.name) <= CHANNEL_LETTERS:
            raise ValueError(f"channel {self.name!r}: a name has 1 to {CHANNEL_LETTERS} letters")
