"""Sessions of the web chat: a signed random token, kept by the page, stored nowhere."""

import base64
import binascii
import hashlib
import hmac
import secrets

RANDOM_BYTES = 18  # 144 bits
SIGN_BYTES = 16
PEER_LETTERS = 40


class Sessions:
    """Issues and reads session tokens.

    A token opens its conversation, so it is never stored: the database knows the peer, a
    SHA-256 of the token's random part, from which the token can't be found. The signature
    tells a token of ours from an invented one without looking anything up.

    Args:
        secret: the project's key; tokens live as long as it does.
    """

    def __init__(self, secret: bytes) -> None:
        self._key = hashlib.sha256(b"mistok web chat session\0" + secret).digest()

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
        if not hmac.compare_digest(signature, self._sign(random)):
            return None
        return hashlib.sha256(b"mistok web chat peer\0" + random).hexdigest()[:PEER_LETTERS]

    def _sign(self, random: bytes) -> bytes:
        return hmac.digest(self._key, random, "sha256")[:SIGN_BYTES]
