"""Known devices: a browser that somebody has signed in with is not slowed down by guessers."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

LASTS = timedelta(days=180)
LONGEST = 128  # letters of a mark


class Devices:
    """Makes and knows marks, which browsers keep as a cookie. Nothing of them is stored.

    A mark is bound to its person and to their password: with a new password old marks end.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def mark(self, person: int, password_hash: str, *, now: datetime) -> str:
        """A new mark for this browser."""
        bare = f"{int(now.timestamp())}.{secrets.token_hex(8)}"
        return f"{bare}.{self._signed(bare, person, password_hash)}"

    def known(self, mark: str, person: int, password_hash: str, *, now: datetime) -> bool:
        """Whether this browser is one of that person's."""
        bare, _, signature = mark.rpartition(".")
        if len(mark) > LONGEST or not mark.isascii():
            return False
        if not hmac.compare_digest(signature, self._signed(bare, person, password_hash)):
            return False
        return now.timestamp() - int(bare.partition(".")[0]) < LASTS.total_seconds()

    def _signed(self, bare: str, person: int, password_hash: str) -> str:
        bond = hashlib.sha256(password_hash.encode()).hexdigest()
        body = f"staff device\0{bare}\0{person}\0{bond}"
        return hmac.digest(self._key, body.encode(), "sha256").hex()[:40]
