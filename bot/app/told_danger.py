"""What finds danger in messages, learnt from the content."""

from dataclasses import replace
from pathlib import Path

from bot.content import Content
from bot.understanding import DangerFinder, DangerPatterns, find_danger
from bot.understanding.danger.finder import no_model
from bot.understanding.danger.learning import Lessons
from bot.understanding.danger.prepared import prepared_told
from bot.understanding.index.line_reader import LineReader
from bot.understanding.model import EMERGENCY
from bot.understanding.sentence.model import load_model


def danger_finder(
    content: Content,
    reader: LineReader,
    *,
    cache: Path | None,
    sentences: bool = True,
    anew: bool = True,
) -> DangerFinder:
    """What finds danger in a message, by the content's patterns and by what people tell.

    Raises UnusableFileError where it would have to be learnt and is not to be learnt `anew`.
    """
    patterns = DangerPatterns(content.emergency.dangers)
    model = load_model if sentences else no_model
    learnt = lessons(content, patterns)
    told = prepared_told(learnt, reader, cache=cache, sentences=model, anew=anew)
    if told is not None:
        first = {one.kind: one.lines[0].number for one in content.emergency.dangers if one.lines}
        told = replace(told, numbers=first)
    return DangerFinder(patterns, told)


def lessons(content: Content, patterns: DangerPatterns) -> Lessons:
    """What is learnt of danger: lines of each kind, also those examples of entries for emergencies
    that shout it. Other questions about help in danger are neither ordinary nor danger."""
    about_danger = {entry for danger in content.emergency.dangers for entry in danger.see}
    shouted: dict[str, list[str]] = {}
    for entry in content.catalogue:
        for line in content.examples.get(entry.id, ()) if entry.route == EMERGENCY else ():
            if kind := find_danger(line, patterns):
                shouted.setdefault(kind, []).append(line)
    told = {
        danger.kind: (*content.emergency.told.get(danger.kind, ()), *shouted.get(danger.kind, ()))
        for danger in content.emergency.dangers
    }
    asked = [lines for entry, lines in content.examples.items() if entry not in about_danger]
    ordinary = (line for lines in (*asked, *content.route_examples.values()) for line in lines)
    return Lessons(
        told={kind: lines for kind, lines in told.items() if lines},
        innocent=content.emergency.innocent,
        ordinary=tuple(dict.fromkeys(ordinary)),
    )
