"""One line of `mistok ask --jsonl`: a question in, its meaning out, as plain data."""

from __future__ import annotations

from bot.understanding.model import Meaning
from bot.understanding.understanding import Understanding


def answer_line(obj: object, understanding: Understanding) -> dict[str, object]:
    """Answer one input object.

    Args:
        obj: what a line of JSON held; good is `{"id": …, "text": str}`.
        understanding: the one that answers.

    Returns:
        `{"id", "route", "decision", "hits", "place", "lang", "danger", "ask"}`, or
        `{"id", "error"}` for an object that is no question.
    """
    if not isinstance(obj, dict):
        return {"id": None, "error": "expected an object with id and text"}
    known = obj.get("id")
    if "id" not in obj:
        return {"id": None, "error": "id is missing"}
    if not isinstance(known, str | int) or isinstance(known, bool):
        return {"id": None, "error": "id must be a string or a number"}
    text = obj.get("text")
    if not isinstance(text, str):
        return {
            "id": known,
            "error": "text is missing" if text is None else "text must be a string",
        }
    return {"id": known, **as_data(understanding.understand(text))}


def as_data(meaning: Meaning) -> dict[str, object]:
    """Return a meaning as the contract shows it."""
    codes = list(dict.fromkeys(place.code for place in meaning.places))
    return {
        "route": meaning.route,
        "decision": meaning.decision,
        "hits": [{"id": hit.id, "score": hit.score} for hit in meaning.hits],
        "place": {"codes": codes} if codes else None,
        "lang": meaning.lang,
        "danger": meaning.danger,
        "ask": meaning.ask,
    }
