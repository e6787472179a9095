"""A file sealed to be stored, and opened again: what takes long needs no transaction."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.files.model import BODY, NAME, StoredFile
from bot.files.rules import is_of_another_kind, safe_name
from bot.files.verdict import Verdict
from bot.storage.vault import Vault

TOKEN_BYTES = 24  # of an address: 32 letters
# Sealing or opening more takes milliseconds, for which turns should not wait.
AT_ONCE = 1024 * 1024

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file that was examined and sealed, ready to be stored; `token` opens its address.

    `is_renamed`: its ending told of another kind, and now tells what it is.
    """

    token: str
    name: str
    cells: dict[str, Any]
    verdict: Verdict
    is_renamed: bool = False


async def sealed(vault: Vault, body: bytes, verdict: Verdict, *, name: str) -> Sealed:
    """Seal a file that was examined; needs no transaction."""

    def work() -> Sealed:
        shown = safe_name(name, verdict.media_type)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        key = link_key(vault, token)
        cells = {
            "name": vault.seal(shown, column=NAME, row=key.hex()),
            "media_type": verdict.media_type,
            "size": len(body),
            "body": vault.seal_bytes(body, column=BODY, row=key.hex()),
            "link_key": key,
            "risks": risks_cell(verdict.risks),
        }
        return Sealed(token, shown, cells, verdict, is_of_another_kind(name, verdict.media_type))

    return await _aside(len(body), work)


async def opened(vault: Vault, row: Any) -> tuple[StoredFile, bytes]:
    """A stored file and its bytes; needs no transaction."""
    bond = row.link_key.hex()
    body = await _aside(row.size, lambda: vault.open_bytes(row.body, column=BODY, row=bond))
    return read_file(vault, row), body


def read_file(vault: Vault, row: Any) -> StoredFile:
    """What is known of the file of a row. Raises VaultError."""
    name = vault.open(row.name, column=NAME, row=row.link_key.hex())
    return StoredFile(
        row.id, name, row.size, row.media_type, row.expires_at, opened_at=row.opened_at,
        risks=None if row.risks is None else tuple(row.risks.split()), scanned_at=row.scanned_at,
    )  # fmt: skip


def risks_cell(risks: tuple[str, ...]) -> str:
    """Risks as they rest in a row."""
    return " ".join(risks)


def link_key(vault: Vault, token: str) -> bytes:
    """What of a file's address rests in the database."""
    return vault.lookup(f"file\0{token}")


async def _aside(size: int, work: Callable[[], T]) -> T:
    """Do what takes long for a large file in another thread."""
    return await asyncio.to_thread(work) if size > AT_ONCE else work()
