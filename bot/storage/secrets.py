"""The operator's secrets: how strong each must be, and the file where one is kept."""

import contextlib
import os
import secrets as random
from pathlib import Path

SHORTEST = 32
FEWEST_LETTERS = 8  # different ones
ADVICE = "leave it out: one is made under var/"
OLD = (
    "One that has sealed a database already goes to MISTOK_OLD_SECRETS as it is, with a new one "
    "here; then run `mistok rekey`"
)


def check_secrets(text: str) -> list[str]:
    """The secrets of a setting or a file, oldest first. Raises ValueError with what to do."""
    found = text.split()
    for number, secret in enumerate(found, 1):
        which = f"secret {number} of {len(found)} " if len(found) > 1 else "it "
        if len(secret) < SHORTEST:
            raise ValueError(_too_short(which, several=len(found) > 1))
        if _is_weak(secret):
            raise ValueError(
                f"{which}repeats itself and can be guessed: use at least {SHORTEST} random "
                f"characters, or {ADVICE}. {OLD}"
            )
    if len(set(found)) < len(found):
        raise ValueError("the same secret is written twice: write each one once")
    return found


def _too_short(which: str, *, several: bool) -> str:
    if not several:
        return f"use at least {SHORTEST} random characters, or {ADVICE}. {OLD}"
    return (
        f"{which}is shorter than {SHORTEST} characters. A space separates secrets: write a "
        f"passphrase with hyphens in place of its spaces, or {ADVICE}. {OLD}"
    )


def _is_weak(secret: str) -> bool:
    """Too few different characters, or a piece of it again and again."""
    if len(set(secret)) < FEWEST_LETTERS:
        return True
    return any(
        secret == (secret[:size] * (len(secret) // size + 1))[: len(secret)]
        for size in range(1, len(secret) // 2 + 1)
    )


def read_key_file(path: Path) -> list[str]:
    """The secrets of the file. Raises ValueError with what to do, OSError."""
    body = path.read_bytes()
    try:
        text = body.decode("ascii")
    except UnicodeDecodeError:
        text = ""
    if not text.split():
        raise ValueError(
            f"The key file {path} is {'damaged' if body else 'empty'}. Put back your copy of it. "
            "If there is no database yet, delete the file: a new one is made"
        )
    try:
        return check_secrets(text)
    except ValueError as problem:
        raise ValueError(f"The key file {path}: {problem}") from None


def make_key_file(path: Path) -> None:
    """Keep a new secret there, whole or not at all, for this user's eyes only. Raises OSError.

    One that another process has made meanwhile stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{random.token_hex(6)}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(descriptor, random.token_urlsafe(48).encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _name(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def _name(beside: Path, path: Path) -> None:
    try:
        os.link(beside, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not path.exists():
            beside.replace(path)


def sync_folder(folder: Path) -> None:
    """Let names in the folder outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep_from_others(folder: Path) -> None:
    """Let only this user into the folder; where that can't be done, its files guard themselves."""
    with contextlib.suppress(OSError):
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
