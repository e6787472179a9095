"""A blind index: the desk finds requests by words that are stored nowhere readably."""

import re

from bot.storage.vault import Vault

TERM_BYTES = 8
STEM = 5  # all forms of a word share its beginning
SHORTEST = 3
MOST_TERMS = 200

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
    return [vault.lookup(f"term\0{one}")[:TERM_BYTES] for one in stems(text)]
