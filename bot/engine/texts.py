"""The bot's own wording: gettext catalogues, English msgids, named placeholders."""

import gettext
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("uk", "en")


def N_(msgid: str) -> str:  # noqa: N802 -- gettext's customary name
    """Mark a text for extraction where it is translated later."""
    return msgid


class Texts:
    """One language's catalogue."""

    def __init__(self, lang: str, catalogue: gettext.NullTranslations) -> None:
        self.lang = lang
        self._catalogue = catalogue

    def text(self, msgid: str, **values: object) -> str:
        """The text in this language, `%(name)s` placeholders filled."""
        found = self._catalogue.gettext(msgid)
        return found % values if values else found

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """The form that agrees with `n`, which is also a placeholder."""
        return self._catalogue.ngettext(one, many, n) % {"n": n, **values}


def load_texts(folder: Path) -> Mapping[str, Texts]:
    """All languages from `folder`/<lang>/LC_MESSAGES/messages.mo.

    A catalogue that was not compiled gives English; `mistok check` tells.
    """
    return {
        lang: Texts(lang, gettext.translation("messages", folder, [lang], fallback=True))
        for lang in LANGUAGES
    }
