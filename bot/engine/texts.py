"""The bot's own wording, a folder a language: gettext catalogues, and what people type.

`locales/<code>/` has `LC_MESSAGES/messages.po` (English msgids, named placeholders) and
`words.txt` (`cancel: скасувати, стоп`). A new folder is a new language, everywhere.
"""

import gettext
from collections.abc import Collection, Mapping
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from bot.languages.word_lists import Lists, read_lists

FALLBACK = "uk"  # for whoever asked for no language of ours, and for what was not translated
THOUSAND = 1000  # from here on digits are told apart
MSGIDS = "en"  # the code is written in it: a msgid without a translation is its text


def N_(msgid: str) -> str:  # noqa: N802 -- gettext's customary name
    """Mark a text for extraction where it is translated later."""
    return msgid


class Texts:
    """One language's catalogue; `words` is what people type in it, by what they mean."""

    def __init__(
        self, lang: str, catalogue: gettext.NullTranslations, words: Lists | None = None
    ) -> None:
        self.lang = lang
        self.words = words or {}
        self._catalogue = catalogue

    def text(self, msgid: str, **values: object) -> str:
        """The text in this language, `%(name)s` placeholders filled."""
        found = self._catalogue.gettext(msgid)
        return found % values if values else found

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """The form that agrees with `n`, which is also a placeholder: «12 345» with its spaces."""
        told = {"n": grouped(n, self.lang), **values}
        return self._catalogue.ngettext(one, many, n) % told


def grouped(number: int, lang: str) -> str:
    """«1 234 567», "1,234,567": thousands told apart, with no line break between."""
    return format_decimal(number, locale=lang) if number >= THOUSAND else str(number)


class Languages(dict[str, Texts]):
    """The texts by language; who was answered in a language that is gone gets the fallback."""

    def __missing__(self, _lang: str) -> Texts:
        return self[FALLBACK]


def load_texts(folder: Path) -> Languages:
    """All languages of `folder`, the fallback first.

    The fallback's catalogue not compiled gives English; `mistok check` tells.
    """
    found = sorted(path.name for path in folder.glob("*/") if _is_language(path))
    return Languages(
        {
            lang: Texts(lang, _catalogue(folder, lang), read_lists(folder / lang / "words.txt"))
            for lang in dict.fromkeys((FALLBACK, *found))
        }
    )


def language_of(asked: str, among: Collection[str]) -> str:
    """The language of an Accept-Language header or an app's code, or the fallback.

    Only what is asked for first counts: who reads Ukrainian often lists English after it.
    """
    first = asked.strip().casefold()[:2]
    return first if first in among else FALLBACK


def own_name(lang: str) -> str:
    """What its speakers call a language: «Українська», "English"."""
    name = Locale.parse(lang).get_language_name(lang) or lang
    return name[:1].upper() + name[1:]


def names_of(lang: str, among: Collection[str]) -> tuple[str, ...]:
    """The names of a language in each of those, and its code: what is typed to choose it."""
    named = (Locale.parse(lang).get_language_name(one) for one in among)
    return (lang, *filter(None, named))


def words_in(texts: Mapping[str, Texts], meaning: str) -> tuple[str, ...]:
    """What is typed in any language for a meaning: people mix them."""
    return tuple(word for one in texts.values() for word in one.words.get(meaning, ()))


def _catalogue(folder: Path, lang: str) -> gettext.NullTranslations:
    found = gettext.translation("messages", folder, [lang], fallback=True)
    if lang not in {FALLBACK, MSGIDS}:
        found.add_fallback(_catalogue(folder, FALLBACK))
    return found


def _is_language(path: Path) -> bool:
    try:
        Locale.parse(path.name)
    except (UnknownLocaleError, ValueError):
        return False
    return path.is_dir()
