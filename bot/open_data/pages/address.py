"""Addresses of the public pages, what links to them, and which language they are in."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from bot.engine.texts import FALLBACK


def path_of(kind: str, id: str = "", lang: str = FALLBACK) -> str:
    """«/libraries/hounb?lang=en»: the fallback's has no language in it."""
    path = f"/{kind}/{quote(id)}" if id else f"/{kind}"
    return path if lang == FALLBACK else f"{path}?lang={lang}"


def languages(kind: str, id: str, among: Iterable[str]) -> Mapping[str, str]:
    """The same page in every language."""
    return {lang: path_of(kind, id, lang) for lang in among}


def chat_link(name: str, id: str, lang: str) -> str:
    """Opens the chat with a deep link."""
    more = "" if lang == FALLBACK else f"&lang={lang}"
    return f"/?start={name}__{quote(id)}{more}"
