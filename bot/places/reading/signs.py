"""What the words around a name tell: that one lives there, or that it is no place of ours."""

from collections.abc import Sequence

from bot.places.reading.alphabet import folded
from bot.places.reading.names import ADJECTIVE
from bot.places.reading.words import Word


def _set(words: str) -> frozenset[str]:
    return frozenset(folded(words))


IN = _set("в у во ув уві на по in at v u na")
FROM = _set("з із зі зо с со из изо від до к за from to z iz zi do s")
_TO = _set("до к to do")
ORIGIN = _set("з із зі зо с со из изо from z iz zi")
NEAR = _set("біля коло під над возле рядом около под поблизу неподалік near bilya bilia pid")
PAST = _set("через повз мимо via cherez")
# What a settlement is called, and its category; a district is its town's.
SETTLEMENT = {
    **dict.fromkeys(
        _set("с село селі села селу селом сели селе деревня деревне деревни village selo seli"),
        "C",
    ),
    **dict.fromkeys(
        _set("смт пгт селище селищі селища с-ще с-щі с-ща поселок посёлок поселке посёлке"
                " selyshche smt settlement"),
        "X",
    ),
    **dict.fromkeys(
        _set("м місто місті міста містечко містечку г город городе города town city misto misti"
                " mista мікрорайон мікрорайоні мікрорайону мкр м-н"),
        "M",
    ),
}  # fmt: skip
_LIVE = _set(
    "живу живемо живе живете живуть живем жиєм живёт живёмо мешкаю мешкаємо мешкає проживаю"
    " проживаємо проживає тепер зараз сейчас теперь live living zhyvu zhivu zyvu zhyvemo"
)
_WE = _set("я ми мы мене нас сам сама родом ya my i")
TO_US = _set("нам мені мне")
_GOING = _set(
    "їду їдемо їхати їздимо їздити поїхати поїду еду едем ехать ездим доїхати дістатися добратися"
    " приїхати автобус маршрутка електричка"
)
_LEFT = _set("переїхали переїхав переїхала переехали переехал переехала виїхали виїхала виїхав")
FILLER = (
    IN | FROM | NEAR | PAST | _LIVE | _WE | frozenset(SETTLEMENT)
    | _set("добрий день доброго дня привіт вітаю здрастуйте тут це та і й ні так hi hello")
)  # fmt: skip

# How words for a hromada, a raion, an oblast begin.
HROMADA = folded("громад тергромад отг тг hromad")
RAION = folded("район р-н р-он рн raion rayon")
_STREET = _set(
    "вул вулиця вулиці вулицю вулицею улица улице улицы улицу ул провулок провулку пров переулок"
    " переулке просп проспект проспекті пр-т пр-кт площа площі пл площадь бульвар бульварі бул б-р"
    " шосе шоссе набережна узвіз проїзд"
    " vul vulytsia vulytsya vulytsi street st"
)
_OBLAST = folded("област обл oblast region")
_THING = _set(
    "авто автомобіль автомобіля машина машину машини марка марки модель готель готелі кафе ресторан"
    " ресторані санаторій санаторії кінотеатр тов фірма фірми команда журнал газета"
)
_PERSON = _set(
    "пан пані пана пану лікар лікарка доктор суддя директор директорка бібліотекар бібліотекарка"
    " вчитель вчителька прізвище фамилия ім імені имени імени роман вірш вірші твори творчість поет"
    " письменник кобзар"
)


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
    if at and words[at - 1].key in {"на", "по"} and words[at].key.endswith("ого"):
        return True  # на Шевченка
    after = _after(words, at + size)
    return bool(after) and after[0].key in _STREET and bool(ADJECTIVE.search(words[at].key))


def _is_person(words: Sequence[Word], at: int, size: int, given: frozenset[str]) -> bool:
    if at and not words[at].apart:
        before = words[at - 1]
        named = before.key in _PERSON or (before.key in given and before.capital)
        if named or _has_initials(words, at):
            return not _category(before)
    after = _after(words, at + size)
    return (
        bool(after)
        and after[0].key in given
        and after[0].capital
        and not (at and words[at - 1].key in IN | FROM | frozenset(SETTLEMENT))
    )


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
    return "" if oblast.key.startswith(ours) else oblast.key


def _of_an_address(word: Word) -> bool:
    return (
        word.key in SETTLEMENT
        or word.key.startswith(HROMADA + RAION)
        or word.hyphen
        or bool(ADJECTIVE.search(word.key))
    )


def _after(words: Sequence[Word], at: int) -> Sequence[Word]:
    """The word after a whole name, unless a comma or a full stop parts it."""
    parted = at >= len(words) or words[at].apart or words[at - 1].dot
    return () if parted else words[at : at + 1]
