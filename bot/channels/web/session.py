"""Sessions of the web chat: a signed random token, kept by the page, stored nowhere."""

import base64
import binascii
import hashlib
import hmac
import secrets
import struct
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

RANDOM_BYTES = 18  # 144 bits
SIGN_BYTES = 16
STAMP = struct.Struct(">IB")  # seconds since 1970; 1 for a shared computer
OWN_SECONDS = 90 * 86400.0  # on a device of one's own: longer than any answer may take
SHARED_SECONDS = 45 * 60.0  # longer than its page waits at most
# Before December 2026 tokens had no time. Their pages take a dated one on the next visit.
UNDATED_UNTIL = datetime(2027, 3, 1, tzinfo=UTC).timestamp()
PEER_LETTERS = 40
NUMBER_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Session:
    """What a genuine token says.

    Attributes:
        peer: whose conversation it opens.
        shared: it was given to a page of a shared computer.
        idle: seconds since the person's last sign that the server saw.
        over: it was idle for too long and opens nothing more.
    """

    peer: str
    shared: bool
    idle: float
    over: bool


class Sessions:
    """Issues and reads session tokens.

    A token opens its conversation, so it is never stored: the database knows the peer, a
    SHA-256 of the token's random part, from which the token can't be found. The signature
    tells a token of ours from an invented one without looking anything up. A token holds the
    time it was given; a page in use asks for a newer one, so that time is when it was last used.

    Args:
        secret: the project's key; no token lives longer than it does.
        older: former keys: what they signed still counts, nothing new is signed with them.
        clock: seconds since 1970.
        steady: seconds that no change of the date touches.
    """

    def __init__(
        self,
        secret: bytes,
        *,
        older: Sequence[bytes] = (),
        clock: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._key, *former = (
            hashlib.sha256(b"mistok web chat session\0" + one).digest() for one in (secret, *older)
        )
        self._keys = (self._key, *former)
        self._clock = clock
        self._steady = steady
        self._began = clock() - steady()

    def issue(self, *, shared: bool = False) -> str:
        """A new token, 52 URL-safe letters."""
        return self._token(secrets.token_bytes(RANDOM_BYTES), shared)

    def renew(self, token: str) -> str | None:
        """The same conversation's token with today's time; None if `token` opens none."""
        session, raw = self.read(token), _decoded(token)
        if session is None or session.over:
            return None
        return self._token(raw[:RANDOM_BYTES], session.shared)

    def read(self, token: str) -> Session | None:
        """What this token says; None for a token we did not issue."""
        raw = _decoded(token)
        told, signature = raw[:-SIGN_BYTES], raw[-SIGN_BYTES:]
        if not self._is_signed(told, signature):
            return None
        peer = hashlib.sha256(b"mistok web chat peer\0" + told[:RANDOM_BYTES]).hexdigest()
        if len(told) == RANDOM_BYTES:
            return Session(peer[:PEER_LETTERS], False, 0.0, self._now() > UNDATED_UNTIL)
        at, shared = STAMP.unpack(told[RANDOM_BYTES:])
        idle = max(0.0, self._now() - at)
        over = idle > (SHARED_SECONDS if shared else OWN_SECONDS)
        return Session(peer[:PEER_LETTERS], bool(shared), idle, over)

    def peer(self, token: str) -> str | None:
        """The peer this token opens the conversation of; None if it opens none."""
        session = self.read(token)
        return session.peer if session and not session.over else None

    def _token(self, random: bytes, shared: bool) -> str:
        told = random + STAMP.pack(int(self._now()), shared)
        return base64.urlsafe_b64encode(told + self._sign(told)).decode().rstrip("=")

    def _now(self) -> float:
        """A date that jumps ahead for a while must not end everybody's conversation."""
        return min(self._clock(), self._began + self._steady())

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

    def _sign(self, told: bytes) -> bytes:
        return _sign(self._key, told)

    def _is_signed(self, told: bytes, signature: bytes) -> bool:
        return any(hmac.compare_digest(signature, _sign(key, told)) for key in self._keys)


def _sign(key: bytes, told: bytes) -> bytes:
    return hmac.digest(key, told, "sha256")[:SIGN_BYTES]


def _file_bond(peer: str, number: int) -> bytes:
    return f"file\0{peer}\0{number}".encode()


def _is_same(signature: str, expected: str) -> bool:
    return hmac.compare_digest(signature.encode(), expected.encode())


def _decoded(token: str) -> bytes:
    """A token's bytes; too few to be genuine when it is none."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
    lengths = (RANDOM_BYTES + SIGN_BYTES, RANDOM_BYTES + STAMP.size + SIGN_BYTES)
    return raw if len(raw) in lengths else b""
