"""Languages that are spoken somewhere, as people call them."""

from collections.abc import Iterable

from babel import Locale


def language_name(code: str, lang: str) -> str:
    """«англійська»; the code where nobody named it."""
    return str(Locale(lang).languages.get(code, code))


def in_words(codes: Iterable[str], lang: str) -> str:
    """«англійська, польська»."""
    return ", ".join(language_name(one, lang) for one in codes)
