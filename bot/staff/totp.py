"""Codes of an authenticator app (RFC 6238): six digits, thirty seconds."""

import base64
import os
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP_SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20
NEAR = (0, -1, 1)  # clocks differ


def new_secret() -> str:
    """A secret as apps take it, base32."""
    return base64.b32encode(os.urandom(SECRET_BYTES)).decode()


def uri(secret: str, *, name: str, issuer: str) -> str:
    """The address behind the QR code."""
    return _totp(secret).get_provisioning_uri(name, issuer)


def code(secret: str, step: int) -> str:
    """The code of one time step."""
    return _totp(secret).generate(step * STEP_SECONDS).decode()


def step_of(secret: str, typed: str, *, now: datetime) -> int | None:
    """The time step whose code was typed; None for a wrong code."""
    digits = "".join(letter for letter in typed if letter.isascii() and letter.isdigit())
    here = int(now.timestamp()) // STEP_SECONDS
    return next((here + near for near in NEAR if code(secret, here + near) == digits), None)


def last_possible_step(now: datetime) -> int:
    """The newest time step that any right code can have been of."""
    return int(now.timestamp()) // STEP_SECONDS + max(NEAR)


def is_code(typed: str) -> bool:
    """Whether it looks like a code and not like a password: six digits, perhaps with a space."""
    bare = typed.replace(" ", "")
    return len(bare) == DIGITS and bare.isascii() and bare.isdecimal()


def _totp(secret: str) -> TOTP:
    # Authenticator apps know SHA-1 only; as an HMAC it is sound.
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303
