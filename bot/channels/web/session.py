"""Sessions of the web chat: a signed random token, kept by the page, stored nowhere."""

import base64
import binascii
import hashlib
import hmac
import secrets

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

    def file_token(self, peer: str, number: int) -> str:
        """What this peer shows to use a file it uploaded; worth nothing to anybody else."""
        return f"{number}.{self._file_sign(peer, number)}"

    def file_number(self, peer: str, token: str) -> int | None:
        """The file's id; None for a token that was not given to this peer."""
        number, _, signature = token.partition(".")
        if not (number.isascii() and number.isdecimal()) or len(number) > NUMBER_DIGITS:
            return None
        expected = self._file_sign(peer, int(number))
        genuine = hmac.compare_digest(signature.encode(), expected.encode())
        return int(number) if genuine and number == str(int(number)) else None

    def _file_sign(self, peer: str, number: int) -> str:
        bond = f"file\0{peer}\0{number}".encode()
        return hmac.digest(self._key, bond, "sha256")[:SIGN_BYTES].hex()

    def _sign(self, random: bytes) -> bytes:
        return hmac.digest(self._key, random, "sha256")[:SIGN_BYTES]
