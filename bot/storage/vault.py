"""Personal data at rest: AES-GCM, bound to its column and row, with a key id for rotation."""

import hashlib
import hmac
import json
import os
from collections.abc import Iterator, Sequence
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.storage.schema import dump

VERSION = b"\x02"
ID_BYTES = 8
HEAD_BYTES = 1 + ID_BYTES
NONCE = 12
LOOKUP_BYTES = 16
LOOKUP_KEY_BYTES = 32


class VaultError(Exception):
    """A cell that can't be opened: a wrong key, a swapped or a damaged cell."""


class LostKeyError(VaultError):
    """A cell that was sealed with a key we don't have."""


class Vault:
    """Seals and opens texts and bytes.

    A sealed cell is a version (1 byte), the key's id (8), a nonce (12), ciphertext with its tag.
    Before December 2026 it had no version and an id of 1 byte: such cells still open. `secrets`
    are the operator's, newest last; older ones still open what they sealed. A key's id is a
    digest of it, so that the order of secrets doesn't matter.

    Raises VaultError when two secrets can't be told apart.
    """

    def __init__(self, secrets: Sequence[str]) -> None:
        self._keys: dict[bytes, AESGCM] = {}
        self._by_first_byte: dict[int, list[AESGCM]] = {}
        for secret in secrets:
            key = _derive(secret, b"mistok cell encryption")
            self.newest = hashlib.sha256(key).digest()[:ID_BYTES]
            if self.newest in self._keys:
                raise VaultError("two of the secrets have the same id: leave one of them out")
            self._keys[self.newest] = cipher = AESGCM(key)
            self._by_first_byte.setdefault(self.newest[0], []).append(cipher)
        # Where none is kept in the database yet: look-ups must not change when a secret is added.
        self.first_lookup_key = self._lookup = _derive(secrets[0], b"mistok look-ups")

    @property
    def ids(self) -> tuple[bytes, ...]:
        """Ids of all keys, the oldest first; they tell nothing of the secrets."""
        return tuple(self._keys)

    def seal(self, text: str, *, column: str, row: str) -> bytes:
        """Encrypt for one cell."""
        return self.seal_bytes(text.encode(), column=column, row=row)

    def seal_bytes(
        self, body: bytes, *, column: str, row: str, key_id: bytes | None = None
    ) -> bytes:
        """Encrypt for one cell, with the newest key or another; a megabyte takes about 1.5 ms."""
        nonce, chosen = os.urandom(NONCE), key_id or self.newest
        sealed = self._keys[chosen].encrypt(nonce, body, _bond(column, row))
        return b"".join((VERSION, chosen, nonce, sealed))

    def open(self, cell: bytes, *, column: str, row: str) -> str:
        """Decrypt. Raises VaultError for a cell that belongs elsewhere or to a lost key."""
        return self.open_bytes(cell, column=column, row=row).decode()

    def open_bytes(self, cell: bytes, *, column: str, row: str) -> bytes:
        """Decrypt bytes. Raises VaultError as `open` does."""
        bond, has_key = _bond(column, row), False
        for key, start in self._candidates(cell):
            has_key = True
            try:
                return key.decrypt(cell[start : start + NONCE], cell[start + NONCE :], bond)
            except (InvalidTag, ValueError):
                continue
        if has_key:
            raise VaultError(f"{column}: the cell is damaged or belongs to another row")
        raise LostKeyError(f"{column}: sealed with a secret that is not in MISTOK_SECRET")

    def _candidates(self, cell: bytes) -> Iterator[tuple[AESGCM, int]]:
        """The keys that may have sealed it, each with where the nonce then begins."""
        named = self._keys.get(cell[1:HEAD_BYTES])
        if named is not None and cell.startswith(VERSION):
            yield named, HEAD_BYTES
        for key in self._by_first_byte.get(cell[0], ()) if cell else ():
            yield key, 1

    @property
    def newest_head(self) -> bytes:
        """How every cell begins that the newest key sealed."""
        return VERSION + self.newest

    def seal_json(self, value: Any, *, column: str, row: str) -> bytes:
        """Encrypt a JSON value."""
        return self.seal(dump(value), column=column, row=row)

    def open_json(self, cell: bytes, *, column: str, row: str) -> Any:
        """Decrypt a JSON value."""
        return json.loads(self.open(cell, column=column, row=row))

    def lookup(self, value: str) -> bytes:
        """A keyed digest (16 bytes): finds a row by a value that is not stored readably."""
        return hmac.digest(self._lookup, value.encode(), "sha256")[:LOOKUP_BYTES]

    def look_up_with(self, key: bytes) -> None:
        """Make digests with the key that this database keeps, whatever secrets come and go."""
        self._lookup = key


def _derive(secret: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())


def _bond(column: str, row: str) -> bytes:
    return f"{column}\0{row}".encode()
