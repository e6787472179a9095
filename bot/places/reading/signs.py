"""What the words around a name tell: that one lives there, or that it is no place of ours."""

from collections.abc import Sequence

from bot.places.reading.ukrainian import ADJECTIVE, OF_A_PERSON, PATRONYMIC
from bot.places.reading.word_lists import beginnings, listed
from bot.places.reading.words import Word

IN = listed("in")
FROM = listed("from")
TOWARDS = listed("towards")
_TO = listed("to")
ORIGIN = listed("origin")
NEAR = listed("near")
PAST = listed("past")
# What a settlement is called, and its category; a district is its town's.
SETTLEMENT = {
    **dict.fromkeys(listed("village"), "C"),
    **dict.fromkeys(listed("settlement"), "X"),
    **dict.fromkeys(listed("town"), "M"),
}
_LIVE = listed("live")
_WE = listed("we")
TO_US = listed("to_us")
_GOING = listed("going")
_LEFT = listed("left")
FILLER = IN | FROM | NEAR | PAST | _LIVE | _WE | frozenset(SETTLEMENT) | listed("polite")
LIBRARY = beginnings("library")
HROMADA = beginnings("hromada")
RAION = beginnings("raion")
_STREET = listed("street")
_OBLAST = beginnings("oblast")
_SHORTENED_OBLAST = beginnings("shortened_oblast")
_THING = listed("thing")
_PERSON = listed("person")


def _category(word: Word) -> str:
    """The category that a word names, "" when none; «с» without a dot is the Russian «from»."""
    return SETTLEMENT.get(word.key, "") if len(word.key) > 1 or word.dot else ""


def strength(words: Sequence[Word], at: int) -> int:
    """How much the words before a name say that one lives there: -1 (only near it) … 5."""
    before = [word.key for word in words[max(0, at - 4) : at]][::-1]
    if not before or words[at].apart:
        return 0
    weight = 0
    if _category(words[at - 1]):
        weight, before = 3, [*before[1:], ""]
    left = before[0] in FROM and _LEFT & {*before[1:3]}
    bound_for = before[0] in IN | _TO and _GOING & {*before[1:3]}
    if before[0] in PAST | NEAR or left or bound_for:
        return weight - 1
    if before[0] in IN:
        weight += 2
    elif before[0] in FROM:
        weight += 1
    elif not weight:
        return 0
    who = _WE | TO_US if before[0] in ORIGIN else _WE
    return weight + (2 if _LIVE & {*before} or who & {*before[1:2]} else 0)


def wanted_category(words: Sequence[Word], at: int) -> str:
    """The settlement's category that the word before names: «селище Богданівці»; else ""."""
    return _category(words[at - 1]) if at and not words[at].apart else ""


def wants_inflected(words: Sequence[Word], at: int) -> bool | None:
    """Whether grammar asks for an inflected form here, the dictionary form, or either (None).

    «в Антонівці» is Антонівка; «Антонівці» and «їду в Антонівці» are Антонівці.
    """
    before = [word.key for word in words[max(0, at - 4) : at]][::-1]
    if not before or words[at].apart:
        return False
    if _category(words[at - 1]):
        return None if before[1:] and before[1] in IN | FROM else False
    if before[0] in IN:
        return not _GOING & {*before}
    return before[0] in FROM | NEAR


def no_place(words: Sequence[Word], at: int, size: int, given: frozenset[str]) -> bool:
    """Whether a name is one of a street, a person, a thing, or an oblast.

    Args:
        words: of the whole text.
        at: where the name begins.
        size: how many words it has.
        given: folded forms of given names.
    """
    return (
        _is_street(words, at, size, given)
        or _is_person(words, at, size, given)
        or _is_thing(words, at)
        or _is_unit(words, at, size)
    )


def _is_street(words: Sequence[Word], at: int, size: int, given: frozenset[str]) -> bool:
    first = at
    while first and not words[first].apart and words[first - 1].key in given:
        first -= 1  # вул. Івана Франка
    if first and words[first - 1].key in _STREET and not words[first].apart:
        return True
    if at and words[at - 1].key in TOWARDS and words[at].key.endswith(OF_A_PERSON):
        return True  # на Шевченка
    after = _after(words, at + size)
    return bool(after) and after[0].key in _STREET and bool(ADJECTIVE.search(words[at].key))


def _is_person(words: Sequence[Word], at: int, size: int, given: frozenset[str]) -> bool:
    if at and not words[at].apart:
        before = words[at - 1]
        named = before.key in _PERSON or (before.key in given and before.capital)
        named = named or _is_patronymic(words, at - 1, given)
        if named or _has_initials(words, at):
            return not _category(before)
    after = _after(words, at + size)
    return (
        bool(after)
        and (after[0].key in given or _is_initial(after[0]))
        and after[0].capital
        and not (at and words[at - 1].key in IN | FROM | frozenset(SETTLEMENT))
    )


def _is_patronymic(words: Sequence[Word], at: int, given: frozenset[str]) -> bool:
    """«Ганна Данилівна …»: after both of them a surname follows."""
    is_one = words[at].capital and bool(PATRONYMIC.search(words[at].key))
    return is_one and at > 0 and words[at - 1].key in given and not words[at].apart


def _is_initial(word: Word) -> bool:
    """«Ковалівка О. П.»."""
    return len(word.text) == 1 and word.dot


def _has_initials(words: Sequence[Word], at: int) -> bool:
    """«Т. Г. Шевченка», but not «Шевчук О. П., Летичів»: those initials have their surname."""
    first = at
    while first and len(words[first - 1].text) == 1 and words[first - 1].dot:
        first -= 1
    if first == at or not words[at - 1].capital:
        return False
    return not (first and words[first - 1].capital and len(words[first - 1].text) > 1)


def _is_thing(words: Sequence[Word], at: int) -> bool:
    if words[at].quoted and not wanted_category(words, at):
        return True
    return at > 0 and words[at - 1].key in _THING and not words[at].apart


def _is_unit(words: Sequence[Word], at: int, size: int) -> bool:
    """«Вінницька область»: the adjective of an oblast, not a name."""
    after = _after(words, at + size)
    return (
        bool(after)
        and after[0].key.startswith(HROMADA + RAION + _OBLAST)
        and bool(ADJECTIVE.search(words[at].key))
    )


def another_oblast(words: Sequence[Word], at: int, size: int, *, ours: tuple[str, ...]) -> str:
    """The adjective, folded, of another oblast in which the address of a name lies; or "".

    «Ямпіль Вінницької області», «Вінницька обл., м. Ямпіль». `ours` is how spellings of our own
    oblast begin, folded.
    """
    after = words[at + size : at + size + 6]
    if after and after[0].key.startswith(HROMADA + RAION + _OBLAST):
        return ""
    for place, word in enumerate(after):
        if word.key.startswith(_OBLAST):
            return _unless(ours, after[place - 1]) if place else ""
        if not (_of_an_address(word) or word.key in IN or (word.capital and place == 0)):
            break
    for place in range(at - 1, max(0, at - 8), -1):
        if words[place].key.startswith(_OBLAST):
            return _unless(ours, words[place - 1])
        if not _of_an_address(words[place]):
            break
    return ""


def _unless(ours: tuple[str, ...], oblast: Word) -> str:
    """The word before «область», unless it is ours or names none: «а. обл», «із обл.»."""
    return oblast.key if _may_name_oblast(oblast) and not oblast.key.startswith(ours) else ""


def _of_an_address(word: Word) -> bool:
    return (
        word.key in SETTLEMENT
        or word.key.startswith(HROMADA + RAION)
        or word.hyphen
        or _may_name_oblast(word)
    )


def _may_name_oblast(word: Word) -> bool:
    return bool(ADJECTIVE.search(word.key)) or word.key.startswith(_SHORTENED_OBLAST)


def _after(words: Sequence[Word], at: int) -> Sequence[Word]:
    """The word after a whole name, unless a comma or a full stop parts it."""
    parted = at >= len(words) or words[at].apart or words[at - 1].dot
    return () if parted else words[at : at + 1]
