"""What in a text tells of one person: numbers, names, addresses, accounts. Patterns only.

They read the text in plain signs (`plain`), where every dash, space and digit has one form.
"""

import re
import unicodedata
from collections.abc import Iterator

MONEY = re.compile(
    r"\s?(?:грн|гривен|гривн|₴|uah|тис\b|тисяч|долар|євро|usd|eur|[$€%]|кв\.?\s?м|м2|м²|кг|квт|куб)",
    re.IGNORECASE,
)
SUM = re.compile(r"\d{1,3}(?:[ .]\d{3}){1,2}|\d{1,7}")
DAYS = re.compile(r"\d{1,2}\.\d{1,2}(?:\.?\s?-\s?\d{1,2}\.\d{1,2}\.?)?")
LEAST_DIGITS = 5  # a telephone of a small town; fewer tell of nobody

_CAPITAL = "(?-i:[А-ЯІЇЄҐA-Z])"
_INITIAL = r"(?!(?-i:[ЯЙ])\.)(?-i:[А-ЯІЇЄҐA-Z])\."
_REST = "[\\w’'ʼ-]"
_BOUND = "(?<![\\w’'ʼ-])"
# Shortened words that look like initials.
_NOT_INITIALS = (
    r"(?!т\.\s?[дпчзві]\.|н\.\s?е\.|р\.\s?н\.|с\.\s?г\.|в\.\s?о\.|т\.\s?в\.|м\.\s?п\.|ф\.\s?о\."
    r"|і\.\s?о\.|ж\.\s?д\.|о\.\s?о\.|п\.\s?п\.|к\.\s?н\.|д\.\s?н\.)"
)
# A name, and not what a place is called by: «Деражнянської».
_NAME = rf"(?!\w{{2,30}}[сзц]ьк\w{{1,3}}(?!\w)){_CAPITAL}{_REST}{{1,40}}+"
_HOUSE = r"(?:\s*+,?+\s*+(?:№\s*+)?+\d++(?:-?[а-яіїєґa-z](?!\w))?+(?:/\d++)?+)*+"
_STREET = (
    rf"(?:\d{{1,3}}+(?:-?[а-яії]{{1,2}}+)?+\s)?+{_REST}++\.?+(?:\s{_CAPITAL}{_REST}++\.?+){{0,3}}+"
    rf"{_HOUSE}"
)
# After these "on the street" is no address.
_NO_STREET = (
    r"(?!(?:не|де|є|й|і|та|в|у|на|з|за|до|по|при|для|що|як|коли|чи|а|але|бо|це|холод\w*|темно|темна"
    r"|слизько|тепло|сніг|дощ|лід|ями?|ліхтар\w*|світл\w*|освітл\w*|нема\w*|собак\w*|дуже|вже|ще"
    r"|знову|поруч|біля|без)(?!\w))"
)
# A flat of fifty square metres is no address.
_NO_AREA = r"(?!\s?(?:кв|м2|м²|метр|грн|%))"


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in patterns)


_ACCOUNTS = _compiled(
    # Addresses of the web, mail, accounts.
    r"https?://\S+|\bwww\.\S+|\b(?:tg|viber)://\S+",
    r"(?<!\S)\S+@\S+",
    (
        r"(?<![\w.+-])[\w.+-]{1,64}+\s?(?:@|\((?:at|а|собака)\)|\[(?:at|собака)\]|собака(?!\w))\s?"
        r"[\w-]{1,60}+(?:\s?\.\s?[a-z]{2,12}+(?!\w)){1,3}"
    ),
    r"(?<!\w)@\s?\w+",
    (
        r"\b(?:t\.me|т\.ме|telegram\.(?:me|dog|org)|wa\.me|m\.me|fb\.(?:com|me)"
        r"|(?:facebook|instagram|tiktok|linkedin|youtube|viber|vk|ok)\.(?:com|ru))\s?/\s?\S+"
    ),
    (
        r"\b(?:телег\w{0,8}+|telegram|tg|тг|вайбер\w{0,3}+|viber|[іи]нста(?:грам\w{0,3}+)?|instagram"
        r"|skype|скайп\w{0,3}+|нік\w{0,3}+|логін\w{0,3}+|login|нікнейм)\s?[:=-]?\s?"
        r"(?P<it>(?=[a-z]{0,40}(?:[_\d]|\.[a-z\d]))[a-z][\w.]{3,40}+)"
    ),
    # Accounts, documents, cars.
    r"\b(?:ua|уа|юа|uа|уa)[\s-]?\d[\d\s()./_-]{18,}\d",
    r"\b[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){3,7}+(?:[ -]?[a-z0-9]{1,4})?(?!\w)",
    (
        r"(?:(?<!\w)сері[яїюєй]{1,2}\s{0,3})?(?<!\w)(?!(?:на|за|до|по|не|це|як|та|чи|ми|ви|із|зі|во|об"
        r"|от|из|но|то)(?!\w))[а-яіїєґa-z]{2}\s?(?:номер|№|no|n|#|-)?\.?\s?\d{6}(?!\d)"
    ),
    r"(?<!\w)[а-яіїєґa-z]{2}\s?\d{4}\s?[а-яіїєґa-z]{2}(?!\w)",
)
PEOPLE = _compiled(
    # With a patronymic go the two words before it, in letters of any size.
    (
        r"(?<![\w’'-])(?:[\w’'-]+\s+){0,2}[\w’'-]+(?:ович|евич|йович|ьович|івн|ївн|овн|евн|ovych"
        r"|evych|ovich|evich|ivn|ovn|evn)(?:а|у|і|и|о|ою|ой|ій|ої|ем|ові|еві|ы|е|a|y|u|i|o|oiu|iu)?\b"
        rf"(?:\s+{_CAPITAL}[\w’'-]+)?"
    ),
    (
        rf"(?<!\w)(?:{_CAPITAL}[\w’'-]{{1,40}}+\s+){{1,2}}(?:Ілліч|Ильич|Ільїч|Кузьмич|Лукич|Фомич"
        r"|Хомич|Ільїнічн|Ильиничн|Никитичн)(?:а|у|і|ем|ові|ою|ой|ы|е|и|о)?(?!\w)"
        rf"(?:\s+{_CAPITAL}[\w’'-]+)?"
    ),
    (
        r"\b(?:звати|звуть|зовут|zvaty|name\sis)[:\s]{1,3}"
        rf"(?P<it>[\w’'-]+(?:\s+{_CAPITAL}[\w’'-]+){{0,2}})"
    ),
    (
        rf"\b(?:прізвище|прізвищем|фамілія|фамилия|ім[’'ʼ]я|имя|піб|фио|surname|i\sam)[:\s-]{{1,3}}"
        rf"(?P<it>{_CAPITAL}[\w’'-]+(?:\s+{_CAPITAL}[\w’'-]+){{0,2}})"
    ),
    # Names behind an address, a greeting, an office or a signature.
    (
        r"(?<!\w)(?:пан(?:і|е|у|ові|ом|ею)?|добродій\w{0,4}+|(?:вельми)?шановн(?:а|ий|ої|ого|ій|ому|у)"
        r"|mrs?|ms|miss|mister|dear|pani?)\.?\s{1,3}"
        rf"(?:пан(?:і|е|у)?\s{{1,3}})?(?P<it>{_NAME}(?:\s{_NAME}){{0,2}})"
    ),
    (
        r"(?<!\w)(?:(?:добр(?:ий|ого)|доброго)\s(?:день|дня|ранок|ранку|вечір|вечора)|вітаю|вітаємо"
        r"|привіт|здрастуйте|здравствуйте|дяку(?:ю|ємо)|спасибі|перепрошу(?:ю|ємо)|вибачте"
        rf"|дорог(?:а|ий)|люб(?:а|ий)|hello|hi|thanks?)\s?,?\s{{1,3}}(?P<it>{_NAME}(?:\s{_NAME})?)"
        r"(?=\s?[,.!?:;)]|\s?$)"
    ),
    (
        r"(?<!\w)(?:бібліотекар\w{0,4}+|завідувач\w{0,3}+|директор\w{0,3}+|фахів(?:ець|чиня)"
        r"|з\s(?:повагою|пошаною),?)\s{1,3}"
        rf"(?P<it>{_NAME}(?:\s{_NAME}){{0,2}})"
    ),
    # Initials, with the words beside them that may be a surname.
    (
        rf"{_BOUND}(?:{_CAPITAL}{_REST}{{2,40}}+,?\s{{1,2}})?(?<![\w.]){_INITIAL}\s?{_INITIAL}"
        rf"(?:\s?{_CAPITAL}{_REST}++)?"
    ),
    rf"{_BOUND}(?:{_CAPITAL}{_REST}{{2,40}}+,?\s{{1,2}})?(?<![\w.]){_INITIAL}\s?{_CAPITAL}{_REST}++",
    rf"{_BOUND}{_CAPITAL}{_REST}{{2,40}}+,?\s{{1,2}}{_INITIAL}",
    (
        rf"{_BOUND}(?:{_REST}{{3,40}}+,?\s{{1,2}})?(?<![\w.]){_NOT_INITIALS}(?-i:[а-яіїєґa-z]\.\s?"
        rf"[а-яіїєґa-z]\.)(?:\s?{_REST}{{3,40}}+)?"
    ),
)
_STREETS = _compiled(
    r"\b(?:вул|ул|пров|просп|бульв|vul|prov|prosp|bulv)(?:\.\s*+|\s++)" + _STREET,
    r"(?<!\w)(?:пр-т|б-р|м-н|мкр-?н?|(?:пл|наб|пер|шос|str|st)\.)\.?\s{0,2}" + _STREET,
    r"\b(?:вулиц\w{1,3}|улиц\w{1,3}|провул\w{1,5}|переул\w{1,5}|проспект\w{0,3}|бульвар\w{0,3}"
    r"|набережн\w{1,3}|шосе|узв[іо]з\w{0,2}|мікрорайон\w{0,3}|vulyts\w{1,3})\s++"
    + _NO_STREET
    + _STREET,
)
# Told of a library they are no secret; beside words of a home they are.
ADDRESSES = (
    *_STREETS,
    *_compiled(r"\b(?:буд|будинок|корп|корпус)\.?\s{0,2}(?:№\s?)?\d++(?:-?[а-яіїєґa-z](?!\w))?+"),
)
(OF_A_HOME, OF_MINE) = _compiled(
    r"(?<!\w)(?:живу|живем\w{0,2}|мешка\w{1,3}|прожива\w{1,3}|прописан\w{0,3}|моя\s(?:адреса|хата)"
    r"|мій\s(?:дім|будинок)|кв\.?\s{0,2}\d{1,4}|квартир\w{0,3}|live\sat)(?!\w)",
    r"(?<!\w)(?:мій|моя|моє|мої|мене|мені|мне|мой|меня|my|особист\w{0,3}|личн\w{0,3}|домашн\w{0,3})(?!\w)",
)
_HOMES = _compiled(
    # Where somebody lives.
    rf"\d{{1,4}}\w?\s{_CAPITAL}\w{{2,30}}+\s(?:street|st|road|avenue|ave)(?!\w)",
    r"\b(?:буд|кв|корп|оф|кімн|під|bud|kv|apt|flat|дом|дім)\.?\s{0,2}(?:№\s?)?\d++[\w/-]*+"
    + _NO_AREA,
    (
        r"\b(?:будин\w{1,4}|квартир\w{1,3}|корпус\w{0,2}|хат\w{1,3}|офіс\w{0,2}|під[’'ʼ]їзд\w{0,2}"
        r"|доме|домі|house|apartment)\s{1,2}(?:№\s?)?\d++[\w/-]*+" + _NO_AREA
    ),
    r"(?<!\w)[дбк]\.\s?\d++[\w/-]*+",
    (
        r"\b(?:живу|мешка\w{1,3}|прожива\w{1,3}|адрес\w{0,3}|прописан\w{0,3}|live\sat)[\s:,]{1,3}"
        rf"(?:(?:на|по|за|у|в)\s)?(?P<it>{_CAPITAL}{_REST}++(?:\s{_CAPITAL}{_REST}++)?,?\s\d++\w?"
        r"(?:\s?[/,-]\s?\d++)?)"
    ),
)
PERSONAL: tuple[re.Pattern[str], ...] = (*_ACCOUNTS, *PEOPLE, *_STREETS, *_HOMES)
NUMBERS = (
    re.compile(r"[+(]{0,2}\d[\d\s()./_-]{3,}\d"),
    re.compile(r"\d{4,}"),
)
# Two words with capitals, not where a sentence begins.
NAMES = re.compile(
    r"(?:(?<=[\w,:;-]\s)|(?<=[(«\"“]))[А-ЯІЇЄҐ][а-яіїєґ’'ʼ-]+\s+[А-ЯІЇЄҐ][а-яіїєґ’'ʼ-]+"
)

_OH = re.compile(r"(?<=\d)[ОоOo](?=\d)|(?<!\w)[ОоOo](?=\d{2})")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_SIGNS: dict[int, str] = {
    **dict.fromkeys((*range(0x2000, 0x200B), 0xA0, 0x202F, 0x205F, 0x3000), " "),
    **dict.fromkeys((*range(0x2010, 0x2016), 0x2043, 0x2212, 0xFE58, 0xFE63), "-"),
    **{number: chr(number - 0xFEE0) for number in range(0xFF01, 0xFF5F)},
}


def plain(text: str) -> str:
    """The text, of the same length, with plain digits, dashes, spaces and Latin letters."""
    text = _FOREIGN_DIGIT.sub(lambda one: str(unicodedata.digit(one[0])), text.translate(_SIGNS))
    return _OH.sub("0", text)


def without_unseen(text: str) -> str:
    """Without signs that only separate what is read as one."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


def parts(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where a pattern of PERSONAL or NAMES finds what is personal, in plain text."""
    it = "it" if "it" in pattern.groupindex else 0
    return (found.span(it) for found in pattern.finditer(text))


def numbers(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where a pattern of NUMBERS does: telephones, codes, cards, dates of birth; no sums."""
    for found in pattern.finditer(text):
        digits = sum(letter.isdigit() for letter in found[0])
        is_sum = SUM.fullmatch(found[0]) and MONEY.match(text, found.end())
        if (
            not is_sum
            and (digits >= LEAST_DIGITS or found[0].isdigit())
            and not _is_a_day(found[0])
        ):
            yield found.span()


def _is_a_day(number: str) -> bool:
    return DAYS.fullmatch(number.strip()) is not None
