"""What a changed content folder says, at once: before questions about it are learnt.

Most changes teach nothing (a telephone, hours, a step of a card). Where words are changed by which
a card is found, it says what is new at once, and is found by them as soon as they are learnt.
"""

from dataclasses import replace
from pathlib import Path

from bot.app.card_facts import card_facts, likeness_in
from bot.app.content_index import (
    PARSED,
    ContentIndex,
    ReadFolder,
    corpus,
    read_folder,
    understood,
)
from bot.content import Content
from bot.content.last_good import LastGood
from bot.places.access import AccessPoints
from bot.understanding.packed_file import UnusableFileError


def learn_at_once(
    folder: Path,
    *,
    cache: Path,
    sentences: bool,
    last_good: LastGood | None,
    before: ContentIndex,
) -> ContentIndex | None:
    """As `learn`, where nothing is to be learnt; else what is said now, understood as `before`.

    None where that would not do: there are other cards than before, other places or dangers.
    """
    read = read_folder(folder, parsed=cache / PARSED, last_good=last_good)
    try:
        known = understood(read, cache=cache, sentences=sentences, anew=False)
    except UnusableFileError:
        facts = card_facts(read.content, likeness_in(cache, asked=sentences))
        known = replace(before, card_facts=facts)
        return _said(read, known) if _is_understood_by(read, before) else None
    known.understanding.warm()
    return known


def _said(read: ReadFolder, known: ContentIndex) -> ContentIndex:
    now = read.content
    points = AccessPoints(now.access_points, closed_on=now.calendar.off)
    return replace(
        known, content=now, access_points=points, problems=read.wrong,
        stale=tuple(sorted(read.held)), is_behind=True,
    )  # fmt: skip


def _is_understood_by(read: ReadFolder, before: ContentIndex) -> bool:
    """Whether what was learnt before finds what there is now, and nothing that is gone."""
    now, known = read.content, before.content
    return (
        read.gazetteer is before.gazetteer
        and _subjects(now) == _subjects(known)
        and (now.emergency, now.about, now.region) == (known.emergency, known.about, known.region)
    )


def _subjects(content: Content) -> tuple[dict[str, tuple[str, bool]], set[str]]:
    """Cards with their routes, and what else questions can be about."""
    taught = corpus(content)
    entries = {one.id: (one.route, one.on_the_spot) for one in taught.entries}
    return entries, set(taught.route_examples)
