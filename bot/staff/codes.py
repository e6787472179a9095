"""Codes of invitations as people type them, known among any other texts."""

import re
from dataclasses import dataclass

from bot.languages.word_lists import word_lists
from bot.staff.rules import normal_code

LONGEST = 500  # letters: a code with a few sentences round it
_TYPED = word_lists("words")
_CODE, _BEFORE, _AFTER = (
    "|".join(map(re.escape, _TYPED[name])) for name in ("code", "code.before", "code.after")
)
CALLED = re.compile(rf"^(?:{_CODE})\b[ :–—-]*", re.IGNORECASE)  # a code and nothing before it
_CALLED = re.compile(
    rf"\A\W{{0,9}}(?:(?:{_BEFORE})\s{{1,3}}){{0,2}}(?:{_CODE})(?:\s{{1,3}}(?:{_AFTER}))?"
    r"\b[\s:№«\"'–—-]{0,9}",
    re.IGNORECASE,
)
_AROUND = " .,;:!?«»\"'()\n\t"
_DASH = "[-‐‑‒–—―⸺⸻﹘﹣－−_~=.]"
_PARTED = re.compile(rf"[^\W_]{{4}}\s?{_DASH}{{1,3}}\s?[^\W_]{{4}}")
_AMONG_WORDS = re.compile(rf"(?<![^\W_]){_PARTED.pattern}(?![^\W_])")
# Without a dash only what has letters and digits, as words have not.
_SPACED = re.compile(r"(?<![^\W_])[^\W_]{4}\s{0,3}[^\W_]{4}(?![^\W_])")


@dataclass(frozen=True, slots=True)
class TypedCode:
    """A code found in a text; not `is_sure`: mere words may look so."""

    code: str
    is_sure: bool


def typed_code(text: str) -> TypedCode | None:
    """The code of an invitation that a text is or holds, in any case, script and spelling.

    Sure is what is called a code, or has letters and digits as codes have. Eight letters alone
    («ресурсам», «мама-тата»), digits alone and what stands among other words may be one.
    """
    text = text.strip(_AROUND)
    if not text or len(text) > LONGEST:
        return None
    bare = _CALLED.sub("", text, count=1).strip(_AROUND)
    if code := normal_code(bare):
        return TypedCode(code, bare != text or _looks_made(bare))
    among = [found[0] for found in _AMONG_WORDS.finditer(text)]
    among += [found[0] for found in _SPACED.finditer(text) if _has_both(found[0])]
    codes = list(filter(None, map(normal_code, among)))
    return TypedCode(codes[0], is_sure=False) if codes else None


def _looks_made(typed: str) -> bool:
    """Letters and digits, or capitals parted by a dash."""
    return _has_both(typed) or (typed.isupper() and _PARTED.fullmatch(typed) is not None)


def _has_both(typed: str) -> bool:
    """Letters and digits."""
    return any(sign in "23456789" for sign in typed) and any(sign.isalpha() for sign in typed)
