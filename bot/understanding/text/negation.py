"""What somebody says they do not mean: «не субсидія, а пільга», «мені не паспорт, мені ID»."""

from __future__ import annotations

import re

# One to three words that are denied, then the contrast.
_DENIED = r"(?:(?:про|на|за|по|about)\s++)?[\w’-]+(?:\s++[\w’-]+){0,2}?"
_CONTRAST = re.compile(
    rf"\b(?:не|not)\s++(?P<denied>{_DENIED})\s*+,?\s*+(?:\bа|\bale|\bале|\bно|\bbut)\s++(?=\w)",
    re.IGNORECASE,
)
_UNWANTED = re.compile(
    r"\bне\s++(?:потрібн|треба|нужн|надо|цікав|интерес)\w*+"
    rf"\s++(?P<denied>{_DENIED})\s*+[,.;–-]\s*+(?=\w)",
    re.IGNORECASE,
)
_SHORTEST = 4  # «не наш, а мій» denies nothing that could be meant
# «Не можу зайти, а треба» denies nothing: a verb follows.
_VERB = re.compile(
    r"(?:[аиіїуяєо]ти|[ое]сти|ть|ся|сь|є|ють|уть|ять|ли|ла|ло|ємо|имо|єте|ите|ет|ют|ут|ат|ят|ит|ется|аю|яю|[аиіу]в)$|"
    r"^(?:можу|можем|могу|знаю|маю|має|хочу|буду|буде|був|було|можна|можно|дав|дали|дає)$",
    re.IGNORECASE,
)


def without_denied(text: str) -> str:
    """Return the text without what it denies; a text that only denies stays as it is."""
    if "не " not in text.lower() and "not " not in text.lower():
        return text
    kept = _UNWANTED.sub(_dropped, _CONTRAST.sub(_dropped, text))
    return kept if kept.strip() else text


def _dropped(match: re.Match[str]) -> str:
    denied = match["denied"].split()
    if any(_VERB.search(word) for word in denied) or max(map(len, denied)) < _SHORTEST:
        return match[0]
    # «Не закордонний паспорт, а звичайний» speaks of a passport all the same.
    alone = len(match.string[match.end() :].split()) == 1
    return f" {denied[-1]} " if alone and len(denied) > 1 else " "
