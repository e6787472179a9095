"""The reasons why a library is named, in words."""

from collections.abc import Sequence

_WORDS = {
    "nearest": "найближча",
    "approximate": "відстань приблизна",
    "open": "зараз відчинено",
    "closed": "зараз зачинено",
    "hours_unknown": "години роботи не перевірені",
    "live:closed": "тимчасово зачинено",
    "live:no_power": "тимчасово немає світла",
    "live:no_internet": "тимчасово немає інтернету",
    "live:moved": "тимчасово в іншому місці",
    "live:warm": "можна зігрітися й зарядити телефон",
    "later": "потрібне буде там пізніше",
}


def in_words(why: Sequence[str]) -> str:
    """The reasons in Ukrainian; capabilities keep the names that `need` calls them by."""
    return "; ".join(map(_word, why))


def _word(code: str) -> str:
    kind, _, name = code.partition(":")
    if kind == "can":
        return f"є {name}"
    if kind == "unknown":
        return f"не відомо, чи є {name}"
    return _WORDS[code]
