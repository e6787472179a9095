"""Forms of one word of a settlement's name, by its ending: dictionaries decline these wrongly.

Too many forms do no harm (nobody types them), a missing one does. Words are in lower case.
"""

import re
from collections.abc import Iterator

_VOWELS = "аеєиіїоуюя"
_LAST_SYLLABLE = rf"(?=[^{_VOWELS}’]+$)"
_OPENED = re.compile("[ії]" + _LAST_SYLLABLE)
_CLOSED = re.compile("[оеє]" + _LAST_SYLLABLE)
_FLEETING = re.compile(rf"(?<=[^{_VOWELS}])[ое](?=[^{_VOWELS}]$)")
_CLUSTER = re.compile(rf"(?<=[^{_VOWELS}’])(?=[^{_VOWELS}’ьй]$)")

# An ending of the dictionary form, and what stands in its place; the first that fits counts.
_UKRAINIAN = (
    ("ий", "ого ому им ім"),
    ("ій", "ього ьому ім ого ому"),
    ("ці", "цях цям цями ців"),
    ("и", "ах ам ами ів ей"),
    ("і", "ах ам ами ів ях ям ями их им ими ей"),
    ("ї", "ях ям ями їв"),
    ("ка", "ки ці ку кою ко кої кій"),
    ("га", "ги зі гу гою го гої гій"),
    ("ха", "хи сі ху хою хо хої хій"),
    ("а", "и і у ою ею о ої ій"),
    ("я", "і ї ю ею єю ям ьої ій ньої"),
    ("о", "а у ом і ові ого ому им ім"),
    ("не", "ного ному ним нім"),
    ("ве", "вого вому вим вім ва ву ві вом"),
    ("ще", "ща щу щі щем"),
    ("е", "ого ому им ім а у і ем"),
    ("є", "ього ьому ім я ю єм ї"),
)
_RUSSIAN = (
    ("ый", "ого ому ым ом"),
    ("ий", "ого ому им ом его ему ем"),
    ("ой", "ого ому ым ом"),
    ("ая", "ой ую"),
    ("яя", "ей юю"),
    ("ое", "ого ому ым ом"),
    ("ее", "его ему им ем"),
    ("ые", "ых ым ыми"),
    ("ие", "их им ими"),
    ("цы", "цев цам цах цами ец"),
    ("ы", "ов ам ах ами"),
    ("и", "ов ев ей ам ах ами ям ях ями"),
    ("а", "ы и е у ой ей"),
    ("я", "и е ю ей"),
    ("о", "а у ом е"),
    ("е", "а у ом я ю ем"),
    ("ь", "я ю ем е и ью"),
)


def ukrainian(word: str) -> Iterator[str]:
    """All case forms of a Ukrainian word, itself first; some more than once."""
    yield word
    if word.endswith(("ів", "їв")):  # Красилів – Красилова, Острів – Острова
        for middle in ("ів", "їв", "ов", "ев", "єв"):
            yield from _with(word[:-2] + middle, "а у ом ові і ім")
        return
    for ending, others in _UKRAINIAN:
        if word.endswith(ending):
            yield from _with(word[: -len(ending)], others)
            break
    else:
        yield from _without_ending(word)
        return
    if word.endswith("ці"):
        yield from (opened + "ець" for opened in _opened(word[:-2]))
    if word.endswith(("и", "і", "ї")):
        yield from _genitives_without_ending(word[:-1])


def russian(word: str) -> Iterator[str]:
    """All case forms of a Russian word, itself first; some more than once."""
    yield word
    for ending, others in _RUSSIAN:
        if word.endswith(ending):
            yield from _with(word[: -len(ending)], others)
            break
    else:
        for stem in {word, *_fleeting(word)}:
            yield from _with(stem, "а у ом е ем ю я")
    if word.endswith(("ы", "и")):
        yield word[:-1]


def _with(stem: str, endings: str) -> Iterator[str]:
    return (stem + ending for ending in endings.split())


def _without_ending(word: str) -> Iterator[str]:
    """Степ – Степу, Межигір – Межигора, Городок – Городка, Купіль – Купеля, Жванець – Жванця."""
    stem = word.removesuffix("ь")
    for other in {*_opened(stem), *_fleeting(stem)}:
        yield from _with(other, "а у ом ові і ем еві ю я")
    yield from _with(stem, f"ю {stem[-1:]}ю")  # Радогощ – Радогощю, Случ – Случчю


def _genitives_without_ending(stem: str) -> Iterator[str]:
    """Антоніни – Антонін, Лози – Лоз, Гори – Гір, Кремінні Хатки – Хаток."""
    yield stem
    yield from (stem[: at.start()] + "і" + stem[at.end() :] for at in _CLOSED.finditer(stem))
    yield from (stem[: at.end()] + vowel + stem[at.end() :]
                for at in _CLUSTER.finditer(stem) for vowel in "ое")  # fmt: skip


def _opened(stem: str) -> set[str]:
    """The stem, and with о, е or є for the і of its last syllable: Купіль – Купел(я)."""
    found = {stem}
    if at := _OPENED.search(stem):
        found |= {stem[: at.start()] + vowel + stem[at.end() :] for vowel in "оеє"}
    return found


def _fleeting(stem: str) -> Iterator[str]:
    """The stem without its last vowel: Городок – Городк(а), Вільховець – Вільхівц(я)."""
    if at := _FLEETING.search(stem):
        short = stem[: at.start()] + stem[at.end() :]
        yield short
        if short.endswith("вц"):
            yield from (
                short[: o.start()] + "і" + short[o.end() :] for o in _CLOSED.finditer(short)
            )
