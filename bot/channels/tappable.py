"""Addresses, e-mail and telephones inside a text: what a person should be able to tap.

The chat page's `links.js` finds the same in the browser, by the same words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.languages.word_lists import word_lists

_LONG = (10, 12)  # digits of a whole number, without or with the country's
_WORDS = word_lists("telephones")
_FOUND = re.compile(
    r"""(?P<web>https?://[^\s<>"«»]*[^\s<>"«».,:;!?)\]])
    |(?P<mail>(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)
    |(?P<phone>(?:\+380|\b0)[\s-]?\(?\d{2,3}\)?(?:[\s-]?\d){6,7}\b)
    |(?P<first>^(?:1\d\d|[3-9]\d{2,3}|\d\d-\d\d|\d{3}\s\d{3})(?=\s–\s))
    |\b(?:{before})\w*
      (?:[ \xa0](?:{between}))?:?[ \xa0]
      (?P<short>116[ \xa0]\d{3}|1\d{2,3}|[3-9]\d{2,3}|\d\d-\d\d)(?![\d\w–-])
    """.replace("{before}", "|".join(map(re.escape, _WORDS["before"]))).replace(
        "{between}", "|".join(map(re.escape, _WORDS["between"]))
    ),
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)
TappableKind = Literal["web", "mail", "phone", "short"]


@dataclass(frozen=True, slots=True)
class Tappable:
    """Where it stands in the text and the address it leads to."""

    kind: TappableKind
    start: int
    end: int
    url: str


def tappable(text: str) -> Iterator[Tappable]:
    """Yield them in their order; a number of unlikely length is none."""
    for found in _FOUND.finditer(text):
        name = found.lastgroup or "web"
        said = found[name]
        kind: TappableKind = "web"
        url = said
        if name == "mail":
            kind, url = "mail", f"mailto:{said}"
        elif name != "web":
            digits = "".join(one for one in said if one.isdecimal())
            if name == "phone" and len(digits) not in _LONG:
                continue
            kind = "phone" if name == "phone" else "short"
            url = f"tel:{'+' if said.startswith('+') else ''}{digits}"
        yield Tappable(kind, found.start(name), found.end(name), url)
