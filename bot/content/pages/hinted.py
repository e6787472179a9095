"""Hints beside the texts of a form: how to say it more plainly, and what is misspelt."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, Final

from bot.catalogue.model import Text
from bot.console.visit import Visit
from bot.content.load import Content
from bot.content.wording import Hint, HintKind, hints
from bot.engine.texts import N_
from bot.understanding.text.spelling import slips, words_of

_TOLD: Final[Mapping[HintKind, str]] = {
    HintKind.PLAINER: N_("“%(word)s”: plainer is “%(better)s”."),
    HintKind.SPELT: N_("“%(word)s”: perhaps “%(better)s”?"),
    HintKind.LATIN: N_("“%(word)s” has Latin letters among Ukrainian ones: type it anew."),
    HintKind.FOREIGN: N_("“%(word)s”: Ukrainian has no letter “%(better)s”."),
    HintKind.SPACED: N_("“%(word)s”: no space before the sign."),
    HintKind.TWICE: N_("“%(word)s”: there are two spaces."),
    HintKind.TOGETHER: N_("“%(word)s”: a space is wanted after the sign."),
}


class UsedWords:
    """The words of all texts that people read, by language; of the newest content."""

    def __init__(self) -> None:
        self._version = ""
        self._words: dict[str, frozenset[str]] = {}

    def of(self, content: Content, lang: str) -> frozenset[str]:
        """Small letters, as `slips` wants them."""
        if content.version != self._version:
            self._version, self._words = content.version, {}
        if lang not in self._words:
            told = (one.by_language.get(lang, "") for one in _texts(_read(content)))
            self._words[lang] = words_of(told)
        return self._words[lang]


def hinted(visit: Visit, groups: Sequence[dict[str, Any]], content: Content) -> None:
    """Put hints beside each text of a form (`bot.content.pages.shown.form`)."""
    used = visit.console.program[UsedWords]
    for group in groups:
        for one in group["inputs"]:
            if one["lang"] and one["value"]:
                words = used.of(content, one["lang"])
                one["hints"] = [_told(visit, hint) for hint in _hints(one, words)]


def _hints(asked: Mapping[str, Any], used: frozenset[str]) -> Iterator[Hint]:
    """Of one text; a word is told once, with the one that is meant where that is known."""
    text, lang = asked["value"], asked["lang"]
    spelt = dict(slips(text, lang, used))
    yield from (one for one in hints(text, lang) if one.text not in spelt)
    yield from (Hint(word, better, kind=HintKind.SPELT) for word, better in spelt.items())


def _told(visit: Visit, hint: Hint) -> str:
    if hint.kind is HintKind.LONG:
        return visit.n_(
            "“%(text)s…” is a sentence of %(n)s word: part it.",
            "“%(text)s…” is a sentence of %(n)s words: part it.",
            hint.words, text=hint.text,
        )  # fmt: skip
    return visit._(_TOLD[hint.kind], word=hint.text, better=hint.better)


def _read(content: Content) -> Iterator[object]:
    """What holds texts that people read."""
    yield from content.catalogue
    yield from (*content.catalogue.events, *content.catalogue.groups, *content.playbooks)
    yield from content.access_points
    yield (content.legal_aid, content.emergency, content.about, content.desk, content.offices)


def _texts(held: object) -> Iterator[Text]:
    """All texts in it, however deep."""
    if isinstance(held, Text):
        yield held
    elif is_dataclass(held):
        for one in fields(held):
            yield from _texts(getattr(held, one.name))
    elif isinstance(held, Mapping):
        yield from _texts(tuple(held.values()))
    elif isinstance(held, Iterable) and not isinstance(held, str):
        for one in held:
            yield from _texts(one)
