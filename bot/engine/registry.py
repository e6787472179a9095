"""All flows of the bot, found by name, link, command and word."""

from collections.abc import Iterable, Mapping
from typing import Any, Generic

from bot.engine.answers import fold
from bot.engine.dialogue import Frame
from bot.engine.flow import Flow, H, Step
from bot.engine.model import Link, StepRef
from bot.engine.texts import Texts, words_in


class Registry(Generic[H]):
    """All flows, and `published`: steps that flows open in one another without importing it.

    Raises ValueError at start when two flows claim one name, link or command, and when a published
    step is in no flow.
    """

    def __init__(self, flows: Iterable[Flow[H, Any]], *, published: Iterable[StepRef] = ()) -> None:
        self.flows: dict[str, Flow[H, Any]] = {}
        for flow in flows:
            _claim(self.flows, flow.name, flow)
        self.links: dict[str, tuple[Step[H, Any], tuple[str, ...]]] = {}
        self.commands: dict[str, Step[H, Any]] = {}
        for flow in self.flows.values():
            for link, opened in flow.links.items():
                _claim(self.links, link, opened)
            if flow.command:
                _claim(self.commands, flow.command, flow.first)
        for ref in published:
            if ref.flow not in self.flows or ref.name not in self.flows[ref.flow].steps:
                raise ValueError(f"no flow has the published step {ref}")

    def step(self, ref: StepRef) -> tuple[Flow[H, Any], Step[H, Any]]:
        """The flow and the step; renamed steps answer to their old names.

        Raises KeyError when there is none.
        """
        flow = self.flows[ref.flow]
        if not ref.name:
            return flow, flow.first
        return flow, flow.steps[flow.renamed.get(ref.name, ref.name)]

    def words(self, texts: Mapping[str, Texts]) -> dict[str, Step[H, Any]]:
        """Folded words of these languages that open a flow, and where it begins.

        Raises ValueError when two flows claim one word, and for a list that no language has.
        """
        claims: dict[str, Step[H, Any]] = {}
        for flow in self.flows.values():
            words = words_in(texts, flow.words) if isinstance(flow.words, str) else flow.words
            if flow.words and not words:
                raise ValueError(f"no language has the words {flow.words!r} of {flow.name}")
            for word in dict.fromkeys(map(fold, words)):  # two languages may have the same word
                _claim(claims, word, flow.first)
        return claims

    def opened_by(self, link: Link) -> tuple[StepRef, dict[str, Any]] | None:
        """Where a link leads and its data; None for an unknown one or a wrong count."""
        known = self.links.get(link.name)
        if known is None or len(known[1]) != len(link.args):
            return None
        return known[0], dict(zip(known[1], link.args, strict=True))

    def revive(self, frame: Frame) -> Frame | None:
        """A stored frame in today's version of its flow; None when it can't go on."""
        flow = self.flows.get(frame.flow)
        if flow is None or flow.renamed.get(frame.step, frame.step) not in flow.steps:
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
