"""What one turn says: gathered while it runs, finished when it ends."""

from dataclasses import replace
from typing import Any

from bot.engine.dialogue import Dialogue, Shown
from bot.engine.draw import draw_say, offered_by
from bot.engine.flow import Context
from bot.engine.model import Button, Message, Say


class Outgoing:
    """The messages of one turn, in their order.

    Attributes:
        pressed: the message whose current answer was pressed, "" for none.
        warning: a msgid that is said before all else, also before what can't wait.
    """

    def __init__(self, context: Context[Any, Any]) -> None:
        self.pressed = ""
        self.warning = ""
        self._context = context
        self._messages: list[Message] = []
        self._offered: list[Shown] = []

    def say(self, msgid: str, *buttons: Button) -> None:
        """One of the engine's own texts."""
        self.state(Say(self._context._(msgid), buttons=buttons))

    def state(self, say: Say) -> None:
        """What a flow says; its links can be taken up by the next message."""
        self._messages.append(self.drawn(say))
        self._offered += offered_by(say)

    def add(self, *messages: Message) -> None:
        """These come next."""
        self._messages += messages

    def begin_with(self, messages: list[Message]) -> None:
        """These come first."""
        self._messages = [*messages, *self._messages]

    def say_only(self, messages: list[Message]) -> None:
        """These, and nothing else."""
        self._messages = messages

    def drawn(self, say: Say) -> Message:
        """A statement in the citizen's language."""
        return draw_say(say, lang=self._context.lang)

    @property
    def tells_of_danger(self) -> bool:
        """Whether it is about danger: nothing else may be on the screen then."""
        return any(message.danger for message in self._messages)

    def finished(self, dialogue: Dialogue) -> list[Message]:
        """What goes out; the dialogue remembers what it offers.

        A question edits the question whose button was pressed.
        """
        if self._offered or dialogue.now is not None:
            dialogue.offered = self._offered
        if dialogue.fleeting:
            dialogue.offered = []
            dialogue.before = None
        if self.warning:
            self.begin_with([self.drawn(Say(self._context._(self.warning)))])
        if self.pressed and len(self._messages) == 1 and dialogue.now is not None:
            self._messages[0] = replace(self._messages[0], replace=self.pressed)
        return self._messages
