"""The short key that opens a request to whoever has it with the number: its reader, anywhere.

It is made of the number with the database's own secret, so it rests nowhere and can be told again.
"""

import hmac
from itertools import count

from bot.engine.secrets import without_secrets
from bot.storage.vault import Vault

DIGITS = 6


def key_of(vault: Vault, number: str) -> str:
    """The key of a request, like «418 205»: digits alone, as anybody can type and say them.

    Number and key in one message never look like a bank card's, which would be hidden.
    """
    for attempt in count():
        found = vault.lookup(f"request key\0{number}\0{attempt}")
        digits = str(int.from_bytes(found, "big") % 10**DIGITS).rjust(DIGITS, "0")
        typed = (f"{number} {digits}", f"{digits} {number}")
        if all(without_secrets(one.replace("-", "")) == one.replace("-", "") for one in typed):
            return f"{digits[:3]}\u00a0{digits[3:]}"
    raise AssertionError("there is always a further attempt")


def is_key(vault: Vault, number: str, typed: str) -> bool:
    """Whether this is the key of that request, in a time that tells nothing of it."""
    return hmac.compare_digest(_digits(key_of(vault, number)), _digits(typed))


def looks_like_key(typed: str) -> bool:
    """Whether it has as many digits, and nothing else but what may stand between them."""
    return len(_digits(typed)) == DIGITS and not any(one.isalpha() for one in typed)


def _digits(typed: str) -> bytes:
    return "".join(one for one in typed if one.isascii() and one.isdigit()).encode()
