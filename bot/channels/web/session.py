"""Sessions of the web chat: a signed random token, kept by the page, stored nowhere."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence

RANDOM_BYTES = 18  # 144 bits
SIGN_BYTES = 16
PEER_LETTERS = 40
NUMBER_DIGITS = 18


class Sessions:
    """Issues and reads session tokens.

    A token opens its conversation, so it is never stored: the database knows the peer, a
    SHA-256 of the token's random part, from which the token can't be found. The signature
    tells a token of ours from an invented one without looking anything up.

    Args:
        secret: the project's key; tokens live as long as it does.
        older: former keys: what they signed still counts, nothing new is signed with them.
    """

    def __init__(self, secret: bytes, *, older: Sequence[bytes] = ()) -> None:
        self._key, *former = (
            hashlib.sha256(b"mistok web chat session\0" + one).digest() for one in (secret, *older)
        )
        self._keys = (self._key, *former)

    def issue(self) -> str:
        """A new token, 46 URL-safe letters."""
        random = secrets.token_bytes(RANDOM_BYTES)
        return base64.urlsafe_b64encode(random + self._sign(random)).decode().rstrip("=")

    def peer(self, token: str) -> str | None:
        """The peer this token belongs to; None for a token we did not issue."""
        try:
            raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        random, signature = raw[:RANDOM_BYTES], raw[RANDOM_BYTES:]
        if not self._is_signed(random, signature):
            return None
        return hashlib.sha256(b"mistok web chat peer\0" + random).hexdigest()[:PEER_LETTERS]

    def file_token(self, peer: str, number: int) -> str:
        """What this peer shows to use a file it uploaded; worth nothing to anybody else."""
        return f"{number}.{self._file_sign(peer, number)}"

    def file_number(self, peer: str, token: str) -> int | None:
        """The file's id; None for a token that was not given to this peer."""
        number, _, signature = token.partition(".")
        if not (number.isascii() and number.isdecimal()) or len(number) > NUMBER_DIGITS:
            return None
        bond = _file_bond(peer, int(number))
        genuine = any(_is_same(signature, _sign(key, bond).hex()) for key in self._keys)
        return int(number) if genuine and number == str(int(number)) else None

    def _file_sign(self, peer: str, number: int) -> str:
        return _sign(self._key, _file_bond(peer, number)).hex()

    def _sign(self, random: bytes) -> bytes:
        return _sign(self._key, random)

    def _is_signed(self, random: bytes, signature: bytes) -> bool:
        return any(hmac.compare_digest(signature, _sign(key, random)) for key in self._keys)


def _sign(key: bytes, told: bytes) -> bytes:
    return hmac.digest(key, told, "sha256")[:SIGN_BYTES]


def _file_bond(peer: str, number: int) -> bytes:
    return f"file\0{peer}\0{number}".encode()


def _is_same(signature: str, expected: str) -> bool:
    return hmac.compare_digest(signature.encode(), expected.encode())
