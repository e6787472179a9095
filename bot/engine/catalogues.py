"""Checks the catalogues: every text translated, every placeholder kept."""

from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.engine.texts import FALLBACK

COMPLETE = (FALLBACK,)  # English falls back to the msgids, which are English


def check_catalogues(folder: Path) -> list[str]:
    """Problems as `file:line:column: message`; [] when all is well."""
    problems = []
    for path in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        lang = path.parent.parent.name
        with path.open("rb") as file:
            catalogue = read_po(file, locale=lang)
        for message in catalogue:
            if not message.id:
                continue
            place = f"{path}:{message.lineno or 1}:1: "
            problems += [place + text for text in _problems(message, catalogue, lang)]
    return problems


def _problems(message: Message, catalogue: Catalog, lang: str) -> list[str]:
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    if lang in COMPLETE and (message.fuzzy or not all(forms)):
        return [f"«{message.id}» не перекладено. Впишіть переклад у msgstr."]
    return [str(error) for error in message.check(catalogue)] if any(forms) else []
