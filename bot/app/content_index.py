"""What the bot knows, made ready from the content folder: places, libraries, understanding."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app.card_facts import card_facts, likeness_in
from bot.app.features import FEATURES
from bot.app.sequels import sequels
from bot.app.told_danger import danger_finder
from bot.catalogue.danger import Manner
from bot.catalogue.playbooks import Trouble
from bot.catalogue.region import Region
from bot.content import Content, load
from bot.content.check import example_lines, shown_lines, warning
from bot.content.last_good import PLACES, ContentState, Instead, LastGood
from bot.content.problems import Problem, new_problems
from bot.contracts.features import Features
from bot.contracts.services import Providers, Publish, Site, publish_to_nobody
from bot.languages.word_lists import fingerprint
from bot.places.access import AccessPoints
from bot.places.gazetteer import Gazetteer, load_gazetteer
from bot.understanding import Corpus, DangerFinder, Understanding, prepared_index
from bot.understanding.card_facts import CardFacts
from bot.understanding.danger.manners import Manners
from bot.understanding.evaluation.review import ExampleLine, conflicts, slips_of_pen
from bot.understanding.index.corpus import corpus_of
from bot.understanding.index.index import Index, documents_of
from bot.understanding.index.line_reader import LineReader
from bot.understanding.sentence.prepared import sentence_ranker
from bot.understanding.sentence.ranker import SentenceRanker
from bot.understanding.sequel import Sequels
from bot.understanding.troubles import Troubles

PARSED = "content.json"  # what was read of the YAML files, beside what was made of it


@dataclass(frozen=True, slots=True)
class ContentIndex:
    """Everything read-only that flows and commands use; `problems` are the editors' to mend.

    `stale` are files, by their place in the folder, of which the last change is not taken.
    `is_behind`: questions are still understood by what was learnt of the content before.
    """

    content: Content
    gazetteer: Gazetteer
    access_points: AccessPoints
    understanding: Understanding
    danger: DangerFinder
    card_facts: CardFacts
    problems: Sequence[Problem | str]
    stale: tuple[str, ...] = ()
    is_behind: bool = False

    @property
    def state(self) -> ContentState:
        """What is wrong, for administrators."""
        return ContentState(tuple(map(str, self.problems)), self.stale)


def providers(
    index: ContentIndex,
    features: Features,
    site: Site = Site(),  # noqa: B008 -- it can't be changed
    *,
    publish: Publish = publish_to_nobody,
    published: Callable[[], None] = lambda: None,
) -> Providers:
    """What the services of these features are made from, with this content."""
    given = {
        Content: index.content,
        ContentState: index.state,
        Gazetteer: index.gazetteer,
        AccessPoints: index.access_points,
        Understanding: index.understanding,
        Sequels: sequels(index.content),
        CardFacts: index.card_facts,
        Troubles: _troubles(index.content.playbooks.troubles),
        Manners: _manners(index.content.emergency.manners),
        Site: site,
        Features: features,
        **index.content.sections,
    }
    return Providers(features.makers, given, publish, published, features.prepare)


@lru_cache(maxsize=2)
def _troubles(kinds: tuple[Trouble, ...]) -> Troubles:
    """Made once while they are the same: most saves of the content change others."""
    return Troubles(kinds)


@lru_cache(maxsize=2)
def _manners(kinds: tuple[Manner, ...]) -> Manners:
    return Manners(kinds)


def learn(
    folder: Path,
    *,
    cache: Path,
    sentences: bool = True,
    last_good: LastGood | None = None,
) -> ContentIndex:
    """Read the content folder; what was prepared under `cache` is used while it is fresh.

    Without `sentences` the sentence model is never asked. A file whose change brings an error is
    read as `last_good` has it, where there are copies.
    """
    read = read_folder(folder, parsed=_under(cache, PARSED), last_good=last_good)
    return understood(read, cache=cache, sentences=sentences)


def understood(
    read: "ReadFolder", *, cache: Path, sentences: bool, anew: bool = True
) -> ContentIndex:
    """What the folder says, and what understands questions about it.

    Raises UnusableFileError where something is to be learnt and may not be learnt `anew`.
    """
    content, gazetteer, places = read.content, read.gazetteer, read.places
    taught = corpus(content)
    taught = replace(taught, version=_version(taught, places))
    reading = _version(replace(taught, entries=(), route_examples={}), places)
    kept = cache / "understanding.index"
    index = prepared_index(kept, taught, gazetteer, reading=reading, anew=anew)
    reader = LineReader(index)
    danger = danger_finder(content, reader, cache=cache, sentences=sentences, anew=anew)
    ranker = sentence_ranker(documents_of(taught), reader.read, cache) if sentences else None
    understanding = understanding_by(index, content, gazetteer, danger=danger, sentences=ranker)
    points = AccessPoints(content.access_points, closed_on=content.calendar.off)
    stale = tuple(sorted(read.held))
    facts = card_facts(content, likeness_in(cache, asked=sentences))
    return ContentIndex(content, gazetteer, points, understanding, danger, facts, read.wrong, stale)


@dataclass(frozen=True, slots=True)
class ReadFolder:
    """Content and places as they are taken; `wrong` is of the files there, `held` as `_held`."""

    content: Content
    gazetteer: Gazetteer
    places: Path
    held: Instead
    wrong: tuple[Problem | str, ...]


def read_folder(folder: Path, *, parsed: Path | None, last_good: LastGood | None) -> ReadFolder:
    """Read it, as `learn` says; nothing is learnt of it yet. `parsed` as for `load`."""
    loaded = load(folder, cache=parsed, sections=FEATURES.sections)
    content = loaded.content
    held: Instead = {}
    if loaded.problems and last_good is not None:
        held = _held(folder, last_good, parsed)
        content = load(folder, cache=parsed, sections=FEATURES.sections, instead=held).content
    places = folder / PLACES
    gazetteer = _gazetteer(places, content.region, _stamp(places))
    wrong: tuple[Problem | str, ...] = (*loaded.problems, *gazetteer.problems)
    if last_good is not None and (more := _places_held(last_good, held, gazetteer, content.region)):
        held, places = {**held, **more}, last_good.places
        content = load(folder, cache=parsed, sections=FEATURES.sections, instead=held).content
        gazetteer = _gazetteer(places, content.region, _stamp(places))
    content = replace(content, version=loaded.content.version)  # a file may change meanwhile
    return ReadFolder(content, gazetteer, places, held, wrong)


@lru_cache(maxsize=2)
def _gazetteer(places: Path, region: Region, stamp: frozenset[object]) -> Gazetteer:  # noqa: ARG001
    """Read once while its files are the same: most saves of the content change others."""
    return load_gazetteer(places, region)


def _stamp(places: Path) -> frozenset[object]:
    """What tells the files of a folder from others of the same names; read before they are."""
    found = set()
    for path in places.rglob("*"):
        with suppress(OSError):  # it was there a moment ago
            one = path.stat()
            found.add((path, one.st_dev, one.st_ino, one.st_size, one.st_mtime_ns))
    return frozenset(found)


def held_back(folder: Path) -> Instead:
    """The files that the service can't take as they are, with what stands instead of them."""
    kept = LastGood(folder, kept_folder(folder))
    return _held(folder, kept, cache_folder(folder) / PARSED)


def _held(folder: Path, last_good: LastGood, parsed: Path | None) -> dict[str, bytes | None]:
    def read(instead: Instead) -> Sequence[Problem]:
        return load(folder, cache=parsed, sections=FEATURES.sections, instead=instead).problems

    return last_good.held(read)


def _places_held(
    last_good: LastGood, held: Instead, now: Gazetteer, region: Region
) -> dict[str, bytes | None]:
    """The files of the register of places, where it had fewer errors as it was last taken."""
    if not now.problems and not any(name.startswith(f"{PLACES}/") for name in held):
        return {}
    changed = {
        name: raw for name, raw in last_good.changed().items() if name.startswith(f"{PLACES}/")
    }
    if not changed or not last_good.places.is_dir():
        return {}
    before = load_gazetteer(last_good.places, region)
    is_held = any(name in held for name in changed)
    return changed if is_held or new_problems(now.problems, before.problems) else {}


def understanding_by(
    index: Index,
    content: Content,
    gazetteer: Gazetteer,
    *,
    danger: DangerFinder,
    sentences: SentenceRanker | None,
) -> Understanding:
    """What understands questions by this index, as the content sets it."""
    return Understanding(
        index,
        gazetteer,
        content.about.thresholds,
        danger=danger,
        addressed=(*content.region.adjectives, *_raions(gazetteer)),
        near={topic: one.see for topic, one in content.about.refusals.items() if one.see},
        sentences=sentences,
    )


def _raions(gazetteer: Gazetteer) -> Iterator[str]:
    """Words of names that raions share with their towns: «Кам’янець-Подільський район»."""
    raions = {one.raion for one in gazetteer.settlements}
    for one in gazetteer.settlements:
        if one.name in raions:
            yield from f"{one.name}-{one.name_ru}".split("-")


def content_of(folder: Path) -> Content:
    """The content alone, for commands: quick where the service has prepared it; makes no folder.

    Of a broken file it is what the service answers from: the last good copy, where there is one.
    """
    parsed = _parsed(folder)
    found = load(folder, cache=parsed, sections=FEATURES.sections)
    if found.problems and (held := _held(folder, LastGood(folder, kept_folder(folder)), parsed)):
        return load(folder, cache=parsed, sections=FEATURES.sections, instead=held).content
    return found.content


def content_and_places(folder: Path) -> tuple[Content, Gazetteer]:
    """As `content_of`, with the places."""
    kept = LastGood(folder, kept_folder(folder))
    read = read_folder(folder, parsed=_parsed(folder), last_good=kept)
    return read.content, read.gazetteer


def _parsed(folder: Path) -> Path | None:
    cache = cache_folder(folder)
    return cache / PARSED if cache.is_dir() else None


def corpus(content: Content) -> Corpus:
    """What understanding learns of the content."""
    return corpus_of(
        content.catalogue,
        examples=content.examples,
        route_examples=content.route_examples,
        lexicon=content.lexicon,
        version=content.version,
    )


def learn_anew(folder: Path, *, sentences: bool = True) -> ContentIndex:
    """Read a content folder that isn't the one in use: nothing of it is kept."""
    with TemporaryDirectory() as cache:
        known = learn(folder, cache=Path(cache), sentences=sentences)
        known.understanding.warm()  # while its folder is there
        return known


def review_content(folder: Path) -> list[Problem]:
    """Ways of asking that conflict, slips in what people read: warnings in the order of files."""
    asked = (ExampleLine(one.owner, one.text, one) for one in example_lines(folder))
    shown = (ExampleLine(one.owner, one.text, one) for one in shown_lines(folder))
    found = (*conflicts(asked), *slips_of_pen(shown))
    return sorted(warning(one.where.file, one.where.place, one.message) for one in found)


def _version(taught: Corpus, places: Path) -> str:
    """Names what the index is made from: a new phone of a library makes no new index."""
    digest = hashlib.sha256(repr(replace(taught, version="")).encode())
    digest.update(fingerprint("understanding", "places"))
    for path in sorted(places.rglob("*.csv")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def cache_folder(content: Path) -> Path:
    """Where files prepared from this content folder rest: they can be deleted at any time."""
    return Path("var/cache") / hashlib.sha256(str(content.resolve()).encode()).hexdigest()[:8]


def kept_folder(content: Path) -> Path:
    """Where what must last of this content folder rests: its history, the last good files."""
    return Path("var/content") / cache_folder(content).name


def _under(cache: Path, name: str) -> Path | None:
    """The file, when its folder can be had; without it everything is made anew each time."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return cache / name
