"""What opens somebody's money is hidden before it is kept: card numbers, PINs, codes, passwords."""

import re

from bot.languages.word_lists import word_lists

HIDDEN = "•"
_LISTS = word_lists("words")


def _any(name: str) -> str:
    words = sorted(_LISTS[f"secret.{name}"], key=len, reverse=True)
    found = (
        re.escape(one.removesuffix("*")) + (r"\w*+" if one.endswith("*") else "") for one in words
    )
    return "|".join(found).replace("’", "['’ʼ`]?")


_WORD = r"(?<!\w)(?=\w)"  # where one begins: at most signs nothing more is tried
_FEWEST, _MOST = 13, 19  # digits of a card's number
_CARD = re.compile(rf"(?<![\d+])\d(?:[ .,/_–—-]{{0,3}}\d){{{_FEWEST - 1},{_MOST - 1}}}(?!\d)")
# Numbers of ours and their keys, «4829-1537 418 205», also mistyped: no card is grouped so.
_OURS = re.compile(r"\d{4}[‐‑–-]\d{4}\W{1,3}\d{3}[ -]?\d{3}|\d{3}[ -]?\d{3}\W{1,3}\d{4}[‐‑–-]\d{4}")
_UPTO = r"\W{1,4}(?:[^\W\d]+\W{1,3}){0,3}?"  # a few words between: «код з смс банку 4821»
_DIGITS = r"(?P<it>\d(?:[ -]?\d){2,6})(?![\w-]|[.,]\d)"
# Numbers in words, also mixed with digits: «чотири вісім два 1», “three, six, nine”.
_SAID = rf"(?:(?:{_any('digit')})(?!\w)|\d{{1,4}}(?![\w.,]\d))"
_NEXT = rf"[\s,.;:–—-]{{1,3}}(?:(?:{_any('then')})[\s,]{{1,2}})?"
_IN_WORDS = rf"(?P<it>{_SAID}(?:{_NEXT}{_SAID}){{1,18}})(?!\w)"
_SPELT = rf"(?P<it>(?:{_any('digit')})(?!\w)(?:{_NEXT}{_SAID}){{2,18}})(?!\w)"
_A_CARD_SPELT = rf"(?P<it>{_WORD}(?:{_any('digit')})(?!\w)(?:{_NEXT}{_SAID}){{{_FEWEST - 1},18}})"
_CARD_IN_FOURS = re.compile(
    r"(?P<it>(?<!\d)\d{4}(?:\W{1,3}[^\W\d]{1,9}\W{1,3}\d{4}|\W{1,4}\d{4}){3})(?!\d)"
)
_MAY_HOLD = re.compile(rf"\d|{_WORD}(?:{_any('digit')})(?!\w)", re.IGNORECASE)
_THIS_IS = rf"\W{{1,3}}(?:(?:{_any('this_is')})\W{{1,3}}){{0,3}}"
_SECRETS = tuple(
    re.compile(one, re.IGNORECASE)
    for one in (
        rf"{_WORD}(?:{_any('number')}){_UPTO}{_IN_WORDS}",
        rf"{_WORD}(?:{_any('code')}){_UPTO}{_SPELT}",
        rf"{_WORD}(?:{_any('code_of')}){_UPTO}{_SPELT}",
        (
            rf"{_WORD}(?:{_any('code')})\W{{1,3}}(?:[^\W\d]+\W{{1,3}}){{0,2}}?(?:{_any('code_of')})"
            rf"{_UPTO}(?P<it>\d{{1,3}}(?:{_NEXT}\d{{1,3}}){{2,7}})(?![\w-])"
        ),
        rf"{_WORD}{_SPELT}{_THIS_IS}(?:{_any('number')}|{_any('code')})(?!\w)",
        rf"(?<![\w+-]){_DIGITS}{_THIS_IS}(?:{_any('number')})(?!\w)",
        _A_CARD_SPELT,
        rf"{_WORD}(?:{_any('number')}){_UPTO}{_DIGITS}",
        # «Код» alone has many meanings: where it came from, or that it was told, says which.
        (
            rf"{_WORD}(?:{_any('code')})\W{{1,3}}(?:[^\W\d]+\W{{1,3}}){{0,2}}?(?:{_any('code_of')})"
            rf"{_UPTO}{_DIGITS}"
        ),
        (
            rf"{_WORD}(?:{_any('told')})\W{{1,3}}(?:[^\W\d]+\W{{1,3}}){{0,3}}?(?:{_any('code')})"
            rf"\W{{1,3}}{_DIGITS}"
        ),
        (
            rf"{_WORD}(?:{_any('code_of')})\W{{1,3}}(?:[^\W\d]+\W{{1,3}}){{0,2}}?(?:{_any('code')})"
            rf"{_UPTO}{_DIGITS}"
        ),
        (
            rf"{_WORD}(?:{_any('password')})\s?(?:[:=–-]\s?|\s(?:[^\W\d]+\s){{0,3}}?)"
            r"(?P<it>(?=\S*\d)[^\s,;]{4,40})"
        ),
    )
)


def without_secrets(text: str) -> str:
    """The text, of the same length, with a dot for each sign of what must be told to nobody."""
    if not _MAY_HOLD.search(text):
        return text
    text = _CARD_IN_FOURS.sub(_without_card, text)
    text = _CARD.sub(lambda one: _hidden(one[0]) if _is_card(one[0]) else one[0], text)
    for pattern in _SECRETS:
        text = pattern.sub(_without_it, text)
    return text


def _without_card(found: re.Match[str]) -> str:
    digits = re.compile(r"\d+")
    is_card = _is_card("".join(digits.findall(found[0])))
    return digits.sub(lambda one: _hidden(one[0]), found[0]) if is_card else found[0]


def _without_it(found: re.Match[str]) -> str:
    start, end = (place - found.start() for place in found.span("it"))
    return found[0][:start] + _hidden(found[0][start:end]) + found[0][end:]


def _hidden(secret: str) -> str:
    return "".join(HIDDEN if one.isalnum() else one for one in secret)


def _is_card(number: str) -> bool:
    """By the check digit (Luhn): one of ten other numbers has it too."""
    if _OURS.fullmatch(number):
        return False
    digits = [int(one) for one in number if one.isdigit()][::-1]
    doubled = (sum(divmod(2 * one, 10)) for one in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0 and len(set(digits)) > 1
