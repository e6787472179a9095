"""What is known of Ukrainian and Russian as grammar: endings and letters, no lists of words."""

import re

RUSSIAN_LETTERS = frozenset("ыэъё")
UKRAINIAN_LETTERS = frozenset("іїєґ")
INFINITIVE = re.compile(r"(?:ти|тися|тись)$", re.IGNORECASE)
# Endings of verbs and adjectives that Ukrainian does not have.
RUSSIAN_ENDINGS = ("ют", "ут", "тся", "ии", "ие", "ое", "ая", "ой")
VERB_ENDING = re.compile(
    r"(?:[аиіїуяєо]ти|[ое]сти|ть|ся|сь|є|ють|уть|ять|ли|ла|ло|ємо|имо|єте|ите|ет|ют|ут|ат|ят|ит|ется|аю|яю|[аиіу]в)$",
    re.IGNORECASE,
)
