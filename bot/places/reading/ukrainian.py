"""What is known of Ukrainian and Russian names as grammar: endings and sounds, folded.

How a name's words are declined is in `forms`; lists of words are in `locales/<code>/places.txt`.
"""

import re

from bot.places.reading.alphabet import fold

ADJECTIVE = re.compile(
    "[сцз]к(?:ии|а|е|и|ого|ому|им|их|ими|ои|у|ою|ая|ую|ом|ое|ие)$|[scz]k(?:i|a|e|oho|omu|im|oi|u)$"
)
SOUNDS_LIKE_A_PLACE = re.compile(
    "([вн]ци|[вн]цив|[вн]цях|[вн]ец|вк[ауи]|вкою|ич[еиа]|ичах|ив|ов[аи]|ска?|пол|поле|пил|пиля|щин[аи]"
    "|тин[аи]?|слав|град|ниц[яи])$"
)
LAND = re.compile("(щин|ччин|буковин|закарпатт)(а|и|у|ою|о|я|ю)$")
HARD_TO_HEAR = str.maketrans("аеae", "оиoi")
PATRONYMIC = re.compile("(?:[ие]вн(?:а|и|у|ою)|[ое]вич(?:а|у|ем|еви)?|[ое]вн(?:а|и|е|у|ои))$")
JOINED_BY = "о"  # «Староостропіль»
OF_A_PERSON = "ого"  # «на Шевченківського»: a street
ORDINALS = ("перш", "друг")  # «Іванівка Перша»: the other word is the main one
_VOWELS = "аеиоуюя"
_LANDS = (("ська", "щина"), ("цька", "ччина"))


def land(adjective: str) -> str:
    """Летичівська – Летичівщина, Городоцька – Городоччина; "" for what has none."""
    for ending, other in _LANDS:
        if adjective.endswith(ending) and "-" not in adjective:
            return adjective.removesuffix(ending) + other
    return ""


def feminine(adjective: str) -> str:
    """«Бердичівський» – «Бердичівська»."""
    return adjective.removesuffix("ий") + "а"


def adjective_stem(adjective: str) -> str:
    """What an adjective's forms begin with, folded: «бердичивск»."""
    return fold(adjective.replace("-", "").removesuffix("ий").removesuffix("а"))


def shared(word: str) -> str:
    """What all forms of a folded word surely begin with: what is before its stem's last vowels."""
    # Before a stem's last vowel nothing changes; before the last but one in -вець (-івця).
    stem = word[:-2] if word.endswith("вец") else word.rstrip(_VOWELS)
    last = max(map(stem.rfind, _VOWELS))
    if last >= 0:
        return word[:last]
    return word[:1] if stem == word else stem
