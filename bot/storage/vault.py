"""Personal data at rest: AES-GCM, bound to its column and row, with a key id for rotation."""

import hashlib
import hmac
import json
import os
from collections.abc import Sequence
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.storage.schema import dump

NONCE = 12
LOOKUP_BYTES = 16


class VaultError(Exception):
    """A cell that can't be opened: a wrong key, a swapped or a damaged cell."""


class Vault:
    """Seals and opens texts and bytes.

    A sealed cell is key id (1 byte), nonce (12), ciphertext with its tag. `secrets` are the
    operator's, newest last; older ones still open what they sealed. The key id is a digest of
    the secret, so that their order doesn't matter.
    """

    def __init__(self, secrets: Sequence[str]) -> None:
        self._keys: dict[int, AESGCM] = {}
        for secret in secrets:
            key = _derive(secret, b"mistok cell encryption")
            self._current = hashlib.sha256(key).digest()[0]
            self._keys[self._current] = AESGCM(key)
        # Look-ups must not change when a secret is added: they stay with the oldest one.
        self._lookup = _derive(secrets[0], b"mistok look-ups")

    def seal(self, text: str, *, column: str, row: str) -> bytes:
        """Encrypt for one cell."""
        return self.seal_bytes(text.encode(), column=column, row=row)

    def seal_bytes(self, body: bytes, *, column: str, row: str) -> bytes:
        """Encrypt for one cell; a megabyte takes about 1.5 ms."""
        nonce = os.urandom(NONCE)
        sealed = self._keys[self._current].encrypt(nonce, body, _bond(column, row))
        return b"".join((bytes((self._current,)), nonce, sealed))

    def open(self, cell: bytes, *, column: str, row: str) -> str:
        """Decrypt. Raises VaultError for a cell that belongs elsewhere or to a lost key."""
        return self.open_bytes(cell, column=column, row=row).decode()

    def open_bytes(self, cell: bytes, *, column: str, row: str) -> bytes:
        """Decrypt bytes. Raises VaultError as `open` does."""
        key = self._keys.get(cell[0])
        if key is None:
            raise VaultError(f"{column}: sealed with a secret that is not in MISTOK_SECRET")
        try:
            return key.decrypt(cell[1 : NONCE + 1], cell[NONCE + 1 :], _bond(column, row))
        except InvalidTag as error:
            raise VaultError(f"{column}: the cell is damaged or belongs to another row") from error

    def seal_json(self, value: Any, *, column: str, row: str) -> bytes:
        """Encrypt a JSON value."""
        return self.seal(dump(value), column=column, row=row)

    def open_json(self, cell: bytes, *, column: str, row: str) -> Any:
        """Decrypt a JSON value."""
        return json.loads(self.open(cell, column=column, row=row))

    def lookup(self, value: str) -> bytes:
        """A keyed digest (16 bytes): finds a row by a value that is not stored readably."""
        return hmac.digest(self._lookup, value.encode(), "sha256")[:LOOKUP_BYTES]


def _derive(secret: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())


def _bond(column: str, row: str) -> bytes:
    return f"{column}\0{row}".encode()
