"""All flows of the bot, found by name, link, command and word."""

from collections.abc import Iterable
from typing import Any, Generic

from bot.engine.answers import fold
from bot.engine.dialogue import Frame
from bot.engine.flow import Entry, Flow, H
from bot.engine.model import Link


class Registry(Generic[H]):
    """Raises ValueError at start when two flows claim one name, link, command or word."""

    def __init__(self, flows: Iterable[Flow[H]]) -> None:
        self.flows = {flow.name: flow for flow in flows}
        self.links: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.commands: dict[str, str] = {}
        self.words: dict[str, str] = {}
        for flow in self.flows.values():
            opening = f"{flow.name}/{flow.first}"
            for link, (to, args) in flow.links.items():
                _claim(self.links, link, (f"{flow.name}/{to}", args))
            if flow.command:
                _claim(self.commands, flow.command, opening)
            for word in flow.words:
                _claim(self.words, fold(word), opening)

    def entry(self, place: str) -> tuple[Flow[H], Entry[H]]:
        """The flow and step of "flow/step"; renamed steps answer to their old names.

        Raises KeyError when there is none.
        """
        name, _, step = place.partition("/")
        flow = self.flows[name]
        return flow, flow.entries[flow.renamed.get(step, step) or flow.first]

    def opened_by(self, link: Link) -> tuple[str, dict[str, Any]] | None:
        """Where a link leads and its data; None for an unknown one or a wrong count."""
        known = self.links.get(link.name)
        if known is None or len(known[1]) != len(link.args):
            return None
        return known[0], dict(zip(known[1], link.args, strict=True))

    def revive(self, frame: Frame) -> Frame | None:
        """A stored frame in today's version of its flow; None when it can't go on."""
        flow = self.flows.get(frame.flow)
        if flow is None or flow.renamed.get(frame.step, frame.step) not in flow.entries:
            return None
        if frame.version != flow.version:
            if flow.upgrade is None:
                return None
            frame.data = flow.upgrade(frame.data, frame.version)
            frame.version = flow.version
            frame.shown = []  # what was shown belongs to the older version: ask again
            frame.wants = ()
        return frame


def _claim(claims: dict[str, Any], name: str, owner: Any) -> None:
    if name in claims:
        raise ValueError(f"two flows claim {name!r}")
    claims[name] = owner
