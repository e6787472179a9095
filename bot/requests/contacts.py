"""How to reach a reader who has no chat with us: what can be dialled or written to."""

import re
from urllib.parse import quote

from bot.engine.addresses import is_address
from bot.engine.phones import key_of, keys_in
from bot.engine.texts import N_

LONGEST_CONTACT = 100
SHORTEST_PHONE = 5  # digits, of what is kept from before numbers had to be whole
NO_PHONE = N_(
    "The phone number is not whole. Write all ten digits, of a home phone with its code: "
    "067 123 45 67 or 0385 62 15 33. Read it back to the reader."
)
NO_MAIL = N_("This is no e-mail address. Write it as name@site.ua, and read it back to the reader.")
_DIALLED = frozenset("+0123456789")
_IN_PHONES = _DIALLED | frozenset("() \u00a0–-")
_ACCOUNT = re.compile(r"@[A-Za-z0-9_]{4,32}")
_RUN = re.compile(r"\+?\d[\d\s()‐‑–—−-]*")
BESIDE = 4  # digits that may stand beside a whole number: «після 18», «кв. 12»
ALONE = 2  # and without one: «зайде о 12»


def problem_of(contact: str) -> str:
    """What is wrong with it, as a message; "" when somebody can be reached, or comes by themselves.

    Words without a number are let through: «зайде в четвер».
    """
    if "@" in contact and not _ACCOUNT.fullmatch(contact):
        return "" if is_address(contact) else NO_MAIL
    runs = [one[0].strip() for one in _RUN.finditer(contact)]
    rest = [one for one in runs if not key_of(one)]
    most = BESIDE if len(rest) < len(runs) else ALONE
    return NO_PHONE if any(_digits(one) > most for one in rest) else ""


def key_of_contact(contact: str) -> str:
    """By what a contact is found: the digits of its phone, or the address; "" for other words."""
    text = contact.strip()
    return text.casefold() if is_address(text) else next(iter(keys_in(text)), "")


def link_to(contact: str) -> str:
    """The address that a phone number or an e-mail opens, "" for anything else."""
    if is_address(contact):
        return f"mailto:{quote(contact, safe='@+')}"
    digits = "".join(one for one in contact if one in _DIALLED)
    is_phone = not set(contact) - _IN_PHONES and len(digits) >= SHORTEST_PHONE
    return f"tel:{digits}" if is_phone else ""


def _digits(text: str) -> int:
    return sum(one.isdecimal() for one in text)
