"""A blind index: the desk finds requests by words that are stored nowhere readably."""

import re

from bot.engine.phones import key_of, keys_in
from bot.storage.vault import Vault

TERM_BYTES = 8
STEM = 5  # all forms of a word share its beginning
SHORTEST = 3
MOST_TERMS = 200
MOST_PHONES = 20

_ENDINGS = "аеиіїоуюяйь"
_WORD = re.compile(r"[^\W_]+")
_SAME = str.maketrans({"’": "", "'": "", "ʼ": "", "`": "", "ы": "и", "э": "е", "ё": "е", "ъ": ""})


def stems(text: str) -> list[str]:
    """The beginnings of a text's words, each once; words of one letter are left out."""
    found = _WORD.findall(text.casefold().translate(_SAME))
    return list(dict.fromkeys(_stem(word) for word in found if len(word) > 1))[:MOST_TERMS]


def _stem(word: str) -> str:
    cut = word[:STEM]
    return cut[:SHORTEST] + cut[SHORTEST:].rstrip(_ENDINGS)


def terms_of(text: str, vault: Vault) -> list[bytes]:
    """Keyed digests of the stems: nobody without the key can tell the words."""
    return [_digest(f"term\0{one}", vault) for one in stems(text)]


def stored_terms(text: str, vault: Vault) -> list[bytes]:
    """All that a text is found by: its words, and its phone numbers however they are written."""
    phones = (_digest(f"phone\0{one}", vault) for one in keys_in(text)[:MOST_PHONES])
    return [*terms_of(text, vault), *phones]


def phone_term(text: str, vault: Vault) -> bytes | None:
    """What a text that is a phone number alone is found by; None for any other."""
    number = key_of(text)
    return _digest(f"phone\0{number}", vault) if number else None


def _digest(what: str, vault: Vault) -> bytes:
    return vault.lookup(what)[:TERM_BYTES]
