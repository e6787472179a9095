"""A person in Viber, for tests that read like a conversation."""

import base64
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.fakes.viber.state import FakeViber

_numbers = itertools.count(1)
Do = Callable[[str, dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as a person sees it."""

    kind: str
    text: str
    own: bool
    body: dict[str, Any]


def local(fake: "FakeViber") -> Do:
    """Commands for a fake in this event loop."""
    from tests.fakes.viber import people

    return lambda name, body: people.run(fake, name, body)


class Citizen:
    """One person's chat with the bot."""

    def __init__(self, do: Do, *, id: str = "", name: str = "Оксана", lang: str = "uk") -> None:
        self._do = do
        number = next(_numbers)
        self.id = id or base64.b64encode(f"person {number:09}".encode()).decode()
        do("meet", {"user": {"id": self.id, "name": name, "language": lang}})

    async def opens(self, context: str = "") -> None:
        """Open the chat, perhaps by a deep link; nothing is written."""
        self._do("start", {"id": self.id, "context": context})

    async def says(self, text: str, **more: Any) -> str:
        """Type a text; its token."""
        return await self.sends({"type": "text", "text": text, **more})

    async def sends(self, content: dict[str, Any]) -> str:
        """Send any message; its token."""
        return str(self._do("write", {"id": self.id, "content": content})["message_token"])

    async def shares(self, lat: float, lon: float) -> str:
        """Send a place on the map."""
        return await self.sends({"type": "location", "location": {"lat": lat, "lon": lon}})

    async def taps(self, label: str) -> str:
        """Tap the button with this label; a web address is returned, not opened."""
        for button in self.buttons:
            if button["Text"] == label:
                if button["ActionType"] == "open-url":
                    return str(button["ActionBody"])
                await self.says(button["ActionBody"])
                return ""
        raise AssertionError(f"no button {label!r}; there are {self.labels}")

    async def leaves(self) -> None:
        self._do("leave", {"id": self.id})

    async def subscribes(self) -> None:
        self._do("subscribe", {"id": self.id})

    def becomes(self, **now: bool) -> None:
        """Something about the account is otherwise now."""
        self._do("change", {"id": self.id, "now": now})

    @property
    def sees(self) -> list[Shown]:
        """The messages of the chat, oldest first."""
        return [
            Shown(one["body"]["type"], one["body"].get("text", ""), one["own"], one["body"])
            for one in self._look()["messages"]
        ]

    @property
    def heard(self) -> list[str]:
        """What the bot said."""
        return [one.text for one in self.sees if not one.own and one.text]

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The keyboard under the field."""
        return list((self._look()["keyboard"] or {}).get("Buttons", ()))

    @property
    def labels(self) -> list[str]:
        """What stands on it."""
        return [button["Text"] for button in self.buttons]

    def _look(self) -> dict[str, Any]:
        return self._do("look", {"id": self.id})
