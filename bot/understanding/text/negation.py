"""What somebody says they do not mean: «не субсидія, а пільга», «мені не паспорт, мені ID»."""

from __future__ import annotations

import re

from bot.understanding.text.stems import stems
from bot.understanding.text.ukrainian import VERB_ENDING
from bot.understanding.text.word_lists import LISTS, regex

_NOT = regex("not")
# One to three words that are denied, then the contrast.
_DENIED = rf"(?:(?:{regex('about')})\s++)?[\w’-]+(?:\s++[\w’-]+){{0,2}}?"
_CONTRAST = re.compile(
    rf"\b(?:{_NOT})\s++(?P<denied>{_DENIED})\s*+,?\s*+\b(?:{regex('but')})\s++(?=\w)", re.IGNORECASE
)
_UNWANTED = re.compile(
    rf"\b(?:{_NOT})\s++(?:{regex('unwanted')})\s++(?P<denied>{_DENIED})\s*+[,.;–-]\s*+(?=\w)",
    re.IGNORECASE,
)
# «Не в Зінькові, в Солобківцях»: two places of one kind of word.
_ANOTHER_PLACE = re.compile(
    rf"\b(?:{_NOT})\s++(?P<denied>(?:{regex('not.where')})\s++[\w’-]++)\s*+,\s*+"
    rf"(?=(?:{regex('not.where')})\s)",
    re.IGNORECASE,
)
# «Не від війни, проводка замкнула»: why, by whom or for whom it is not.
_NOT_BECAUSE = re.compile(
    rf"\b(?:{_NOT})\s++(?:{regex('not.because')})\s++(?P<denied>[\w’'-]++(?:\s++[\w’'-]++)?)"
    r"\s*+[,;–-]\s*+(?=\w)",
    re.IGNORECASE,
)
# «Та яка пенсія, мені 43»: what was answered is put off before they tell.
_PUT_OFF = re.compile(
    rf"\A\W{{0,3}}(?:(?:{regex('put_off.first')})\s++)(?:{regex('put_off.which')})\s++"
    r"(?P<denied>[\w’'-]++)\s*+[,.!?–-]?\s*+(?=\w)",
    re.IGNORECASE,
)
# «Він нас не б’є, просто пішов»: what did not happen, then what did.
_NOT_SO = re.compile(
    rf"(?:(?<=[,.;–!?])|\A)\s*+(?:[\w’'-]++\s++){{0,3}}?(?:{_NOT})\s++[\w’'-]++\s*+[,.–-]\s*+"
    rf"(?=(?:{regex('not_so.just')})\s)",
    re.IGNORECASE,
)
# «Нам тільки гроші, свідоцтво вже є»: a clause of what they have.
_HAD = re.compile(
    rf"(?:(?<=[,.;–])|\A)\s*+[\w’-]+(?:\s++[\w’-]+){{0,3}}?\s++(?:{regex('had')})(?!\w)[,.;–]?",
    re.IGNORECASE,
)
# «Виплати військовим тут до чого», «нащо мені субсидія»: what was answered is put off.
_FEW = r"[\w’'-]++(?:\s++[\w’'-]++){0,2}?"
_WHY = re.compile(
    rf"(?:(?<=[,.;–!?])|\A)\s*+(?:(?:{regex('follow_up.corrects')})[\s,]++)?(?P<denied>{_FEW})"
    rf"\s++(?:{regex('denies.why')})(?!\w)[,.!?;–]*+",
    re.IGNORECASE,
)
_WHAT_FOR = re.compile(
    rf"\b(?:{regex('denies.what_for')})\s++(?P<denied>{_FEW})\s*+(?:[,.!?;–]++|\Z)",
    re.IGNORECASE,
)
# «Яка приватизація? Я про сина», «та не військова, він старий»: so begins who was misunderstood.
_WHICH = re.compile(
    rf"\A\W{{0,3}}(?:(?:{regex('put_off.first')}|{regex('follow_up.corrects')})[\s,]++){{0,3}}"
    rf"(?:{regex('put_off.which')})\s++(?P<denied>{_FEW})\s*+[?!]++",
    re.IGNORECASE,
)
_IS_NOT = re.compile(
    rf"\A\W{{0,3}}(?:[\w’'-]++[\s,!]++){{0,3}}?(?:{_NOT})\s++(?:(?:{regex('about')})\s++)?"
    rf"(?P<denied>{_FEW})\s*+(?:[,.!?;–-]++|\Z)",
    re.IGNORECASE,
)
_PUTTING_OFF = (_WHY, _WHAT_FOR, _WHICH, _IS_NOT)
_MAY_DENY = tuple(f"{word} " for word in LISTS["not"])
_SHORTEST = 4  # «не наш, а мій» denies nothing that could be meant
_VERBS = frozenset(LISTS["denied_verbs"])


def without_denied(text: str) -> str:
    """Return the text without what it denies; a text that only denies stays as it is."""
    rest = _WHAT_FOR.sub(" ", _WHY.sub(" ", _PUT_OFF.sub("", text)))
    text = rest if rest.strip() else text
    lower = text.lower()
    if not any(word in lower for word in _MAY_DENY):
        return text
    kept = _ANOTHER_PLACE.sub(" ", _NOT_SO.sub(" ", text))
    for denial in (_CONTRAST, _UNWANTED, _NOT_BECAUSE):
        kept = denial.sub(_dropped, kept)
    return kept if kept.strip() else text


def put_off(text: str) -> tuple[str, str] | None:
    """What of an answer a text puts off, and the rest of it: («надбавка», «щоб хтось прийшов»).

    None for a text that puts nothing off. Whether anything was answered so only the talk tells.
    """
    found = next((match for one in _PUTTING_OFF if (match := one.search(text))), None)
    if found is None or (found.re is _IS_NOT and _is_verb(found["denied"].split()[0])):
        return None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return found["denied"], " ".join(rest.split())


def without_words_denied(text: str, later: str) -> str:
    """Return what was said before without the words that are denied later: «не дитині, а мамі»."""
    found = (*_CONTRAST.finditer(later), *_UNWANTED.finditer(later))
    denied = stems(" ".join(match["denied"] for match in found))
    kept = [word for word in text.split() if denied.isdisjoint(stems(word))]
    return " ".join(kept) or text


def without_had(text: str) -> str:
    """Return the text without what they say they have already, if anything else is said."""
    rest = _HAD.sub(" ", text)
    return rest.strip(" ,.;–") if re.search(r"\w{3}", rest) else text


def _dropped(match: re.Match[str]) -> str:
    denied = match["denied"].split()
    if any(map(_is_verb, denied)) or max(map(len, denied)) < _SHORTEST:
        return match[0]
    # «Не закордонний паспорт, а звичайний» speaks of a passport all the same.
    alone = len(match.string[match.end() :].split()) == 1
    return f" {denied[-1]} " if alone and len(denied) > 1 else " "


def _is_verb(word: str) -> bool:
    """«Не можу зайти, а треба» denies nothing: a verb follows."""
    return word.lower() in _VERBS or VERB_ENDING.search(word) is not None
