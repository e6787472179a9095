"""A secret for an authenticator app that is not taken yet: sealed in the page that shows it."""

import base64
import binascii
from datetime import datetime, timedelta

from bot.console.visit import Visit
from bot.staff import totp
from bot.storage.vault import VaultError

COLUMN = "staff.totp_pending"
LASTS = timedelta(hours=1)
LONGEST = 512


def new_secret(visit: Visit, secret: str = "") -> tuple[str, str]:
    """A secret (the same one, when it was shown before) and its sealed form for the page.

    It opens only for this person in this session, and for an hour.
    """
    secret = secret or totp.new_secret()
    shown = f"{visit.console.clock().isoformat()} {secret}"
    cell = visit.console.database.vault.seal(shown, column=COLUMN, row=_bond(visit))
    return secret, base64.urlsafe_b64encode(cell).decode()


def pending_secret(visit: Visit, sealed: str) -> str | None:
    """The secret that this page has shown; None for anything else, or too late."""
    try:
        cell = base64.urlsafe_b64decode(sealed[:LONGEST].encode("ascii"))
        shown = visit.console.database.vault.open(cell, column=COLUMN, row=_bond(visit))
    except (VaultError, binascii.Error, UnicodeError, IndexError, ValueError):
        return None
    at, _, secret = shown.partition(" ")
    age = visit.console.clock() - datetime.fromisoformat(at)
    return secret if abs(age) < LASTS else None


def _bond(visit: Visit) -> str:
    return f"{visit.person.id}\0{visit.opened.key.hex() if visit.opened else 0}"
