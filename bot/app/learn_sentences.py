"""`make sentences`: embed the content of this repository anew, to travel with the program."""

from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app.content_index import corpus, learn
from bot.app.settings import CONTENT
from bot.understanding.index.index import as_sentence, documents_of
from bot.understanding.sentence.prepared import LEARNT, learn_anew


def main() -> None:
    """Takes some minutes of one core."""
    with TemporaryDirectory() as cache:
        known = learn(CONTENT, cache=Path(cache), sentences=False)
    trigrams = known.understanding.index.trigrams
    learn_anew(documents_of(corpus(known.content)), lambda line: as_sentence(line, trigrams))
    print(f"{LEARNT.name}: {LEARNT.stat().st_size} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
