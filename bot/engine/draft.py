"""What a citizen has written and not sent yet: its parts, each by the message it came in.

A draft rests in a flow's data as `text`, `message` (the channel's name of its first message) and,
when it has several parts, `parts`; that of a form filled in box by box as `boxes`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

BETWEEN = "\n"


@dataclass(frozen=True, slots=True)
class Part:
    """A text, and the channel's name of the message it came in."""

    text: str = ""
    message: str = ""


def parts_of(text: str, message: str, parts: Iterable[Part]) -> list[Part]:
    """The parts, in the order they were written; [] when nothing is."""
    return list(parts) or ([Part(text, message)] if text else [])


def written(parts: Iterable[Part]) -> dict[str, Any]:
    """These parts as fields of a flow's data."""
    kept = [one for one in parts if one.text]
    first = kept[0] if kept else Part()
    text = BETWEEN.join(one.text for one in kept)
    return {"text": text, "message": first.message, "parts": tuple(kept if len(kept) > 1 else ())}


def resting_parts(data: Mapping[str, Any]) -> list[Part]:
    """The parts of a draft that rests in a dialogue."""
    kept = [Part(**one) for one in data.get("parts", ())]
    return parts_of(str(data.get("text", "")), str(data.get("message", "")), kept)


def boxes_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was told box by box and rests in a dialogue; {} when nothing was."""
    return dict(data.get("boxes", {}))


def changed(data: Mapping[str, Any], text: str, message: str) -> dict[str, Any] | None:
    """A dialogue's data after this message was edited; None when it is no part of it."""
    parts = resting_parts(data)
    if not message or not any(one.message == message for one in parts):
        return None
    new = written(Part(text, message) if one.message == message else one for one in parts)
    return {**data, **new, "parts": [asdict(one) for one in new["parts"]]}
