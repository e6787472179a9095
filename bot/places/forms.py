"""Forms of settlement names, by endings: dictionaries decline these names wrongly.

Too many forms do no harm (nobody types them), a missing one does.
"""

import re
from collections.abc import Iterator
from itertools import product

VOWELS = "аеєиіїоуюя"
_ADJECTIVE = re.compile(r"(ський|цький|ий|ій|а|я|е|є|і)$")


def forms(name: str, *, russian: bool = False) -> set[str]:
    """All case forms of a name of one or more words, in lower case, words parted by spaces."""
    parts = re.split(r"[\s-]+", name.casefold())
    one = russian_word if russian else word
    if len(parts) == 1:
        return set(one(parts[0]))
    many = [list(dict.fromkeys(one(part)))[:24] for part in parts]
    if len(parts) > 3:
        return {" ".join(parts)}
    return {" ".join(combined) for combined in product(*many)}


def word(name: str) -> Iterator[str]:
    """Forms of one Ukrainian word of a name."""
    yield name
    if name.endswith(("ий", "ій")):
        yield from _with(name[:-2], "ого ому им ім ої ій")
        if name.endswith("ій"):
            yield from _with(name[:-2], "ього ьому")
    elif name.endswith("ці"):
        yield from _plural_in_tsi(name[:-2])
    elif name.endswith(("ів", "їв")):
        yield from _in_iv(name)
    elif name.endswith(("и", "і", "ї")):
        yield from _plural(name)
    elif name.endswith(("а", "я")):
        yield from _feminine(name)
    elif name.endswith(("о", "е", "є")):
        yield from _neuter(name)
    elif name.endswith("ь"):
        yield from _soft(name[:-1])
    else:
        yield from _hard(name)


def _with(stem: str, endings: str) -> Iterator[str]:
    return (stem + ending for ending in endings.split())


def _plural_in_tsi(stem: str) -> Iterator[str]:
    yield from _with(stem, "цях цям цями ців")
    # Дунаївці – Дунаєвець, Іванківці – Іванковець, Деркачі are in `_plural`.
    for opened in _opened(stem):
        yield opened + "ець"
        yield opened + "иць"
    yield stem + "ць"


def _opened(stem: str) -> set[str]:
    """і of a closed last syllable may be о or е in an open one."""
    found = {stem}
    match = re.search(rf"[ії](?=[^{VOWELS}ь]+ь?$)", stem)
    if match:
        for other in "оеє":
            found.add(stem[: match.start()] + other + stem[match.end() :])
    return found


def _in_iv(name: str) -> Iterator[str]:
    stem = name[:-2]
    for middle in ("ов", "ев", "єв", "ів", "їв"):
        yield from _with(stem + middle, "а у ом ові і ім")


def _plural(name: str) -> Iterator[str]:
    stem = name[:-1]
    yield from _with(stem, "ах ам ами ів ях ям ями їв их им ими ей")
    yield stem
    yield stem + "ь"
    match = re.search(rf"([^{VOWELS}ьй])([^{VOWELS}ьй])$", stem)
    if match:  # Бубни – Бубен, Кудринці are above
        for vowel in "ое":
            yield stem[: match.start(2)] + vowel + match.group(2)
    yield from _closed(stem)


def _closed(stem: str) -> Iterator[str]:
    """о or е may be і when the ending goes: Гори – Гір."""
    match = re.search(rf"[ое](?=[^{VOWELS}ь]+$)", stem)
    if match:
        yield stem[: match.start()] + "і" + stem[match.end() :]


def _feminine(name: str) -> Iterator[str]:
    stem, last = name[:-1], name[-1]
    if last == "а":
        yield from _with(stem, "и і у ою ею о ої ій")
        swaps = {"к": "ц", "г": "з", "х": "с"}
        if stem and stem[-1] in swaps:
            yield stem[:-1] + swaps[stem[-1]] + "і"
    else:
        yield from _with(stem, "і ї ю ею єю ьої ій ньої")


def _neuter(name: str) -> Iterator[str]:
    stem = name[:-1]
    if name.endswith("о"):
        yield from _with(stem, "а у ом і ові ого ому им ім")
    else:
        yield from _with(stem, "ого ому им ім а я у ю ем єм і ї ього ьому")


def _soft(stem: str) -> Iterator[str]:
    yield stem + "ь"
    for opened in {*_opened(stem), *_fleeting(stem)}:
        yield from _with(opened, "я ю ем еві і ею")
    yield from _with(stem, f"ю {stem[-1:]}ю")
    if stem.endswith("ец"):  # Кам’янець
        yield from _with(stem[:-2], "ця цю цем цеві ці")


def _hard(name: str) -> Iterator[str]:
    for opened in {*_opened(name), *_fleeting(name)}:
        yield from _with(opened, "а у ом ові і ем еві ю я")


def _fleeting(stem: str) -> Iterator[str]:
    """Городок – Городка, Кам’янець – Кам’янця: the vowel goes."""
    match = re.search(rf"[^{VOWELS}]([ое])[^{VOWELS}]$", stem)
    if match:
        yield stem[: match.start(1)] + stem[match.end(1) :]


def russian_word(name: str) -> Iterator[str]:
    """Forms of one Russian word of a name."""
    yield name
    endings = (
        (("ый", "ий", "ой"), "ого ому ым им ом"),
        (("ая", "яя"), "ой ую ей юю"),
        (("ое", "ее"), "ого ому ым ом"),
        (("ые", "ие"), "ых ым ыми их им"),
        (("цы",), "цев цам цах цами ец"),
        (("ки", "ги", "хи"), ""),
        (("ы", "и"), "ов ев ам ах ами ям ях ей"),
        (("а",), "ы и е у ой ей"),
        (("я",), "и е ю ей"),
        (("о", "е"), "а у ом е я ю ем"),
        (("ь",), "я ю ем е и ью"),
    )
    for ends, added in endings:
        for end in ends:
            if name.endswith(end):
                yield from _with(name[: -len(end)], added)
                if end in {"ки", "ги", "хи"}:
                    yield from _with(name[:-1], "ов ам ах ами")
                return
    for stem in {name, *_fleeting(name)}:
        yield from _with(stem, "а у ом е ем ю я")


def adjective_stem(adjective: str) -> str:
    """What all forms of «Деражнянська» begin with: «деражнянськ»."""
    return _ADJECTIVE.sub(
        lambda found: {"ський": "ськ", "цький": "цьк"}.get(found[0], ""), adjective.casefold()
    )
