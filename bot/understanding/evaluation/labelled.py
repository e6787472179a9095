"""Labelled questions of a content folder: their answers are known, and nothing learns of them."""

from collections.abc import Container, Iterator
from pathlib import Path
from typing import Final

import structlog

from bot.understanding.evaluation.evaluate import Label, read_labels

log = structlog.get_logger(__name__)

LABELLED: Final = "labelled"  # their folder


def labelled(folder: Path) -> Iterator[Label]:
    """The labelled questions of a content folder; a file that is none is passed over."""
    for file in sorted((folder / LABELLED).glob("*.jsonl")):
        try:
            yield from list(read_labels(file))
        except (ValueError, OSError) as error:  # `mistok check` names its line
            log.warning("content.not_labelled", file=file.name, exc_info=error)


def check_labelled(folder: Path, known: Container[str]) -> Iterator[str]:
    """What is wrong with the labelled questions: no labels, or entries that are not known."""
    for file in sorted((folder / LABELLED).glob("*.jsonl")):
        try:
            labels = list(read_labels(file))
        except (ValueError, OSError) as error:
            yield str(error)
            continue
        for label in labels:
            for entry in label.expect:
                if entry not in known:
                    yield f"{file}: «{label.text}» чекає на «{entry}», а такої картки немає."
