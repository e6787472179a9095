"""What a free remark of a list says for sure: closed, has, has not. The rest readers never see."""

import re
from dataclasses import dataclass
from typing import Final

from bot.content.library_list.closed import closed_part
from bot.content.library_list.people import People
from bot.content.library_list.spoken import only_offers
from bot.content.library_list.words import begins_with, folded, has_word, words

_SENTENCES: Final = re.compile(r"[;!\n]|\.(?!\d)(?=\s|\Z)")


@dataclass(frozen=True, slots=True)
class Remark:
    """What is understood: why it is closed ("" for not), what it has and has not; and the rest."""

    closed: str
    has: frozenset[str]
    lacks: frozenset[str]
    rest: str


def read_remark(text: str, people: People) -> Remark:
    """«Є друк. Закрито на ремонт. Ключ у Олени»: only what is told for sure counts."""
    closed, rest = "", []
    has: set[str] = set()
    lacks: set[str] = set()
    for sentence in filter(None, (one.strip() for one in _SENTENCES.split(text))):
        part = closed_part(sentence)
        offered = _offered(sentence)
        if part:
            closed = closed or part
        elif offered is not None:
            (has if offered[0] else lacks).update(offered[1])
        if (not part and offered is None) or (
            part and (part != sentence or not is_public(part, people))
        ):
            rest.append(sentence)
    return Remark(closed, frozenset(has - lacks), frozenset(lacks), ". ".join(rest))


def is_public(reason: str, people: People) -> bool:
    """Whether readers may see why it is closed: nobody's illness, leave or name."""
    private = (*words("private"), *words("person"))
    return not has_word(folded(reason), private) and not people.cut(reason)[1]


def _offered(sentence: str) -> tuple[bool, frozenset[str]] | None:
    """«є друк і сканування», «немає туалету»; None where it says anything else as well."""
    told = folded(sentence)
    for is_there in (False, True):
        size = begins_with(
            told,
            tuple(
                one for one in words("yes" if is_there else "no") if len(one) > 1 or one.isalpha()
            ),
        )
        if size and not told[size : size + 1].isalpha() and (found := only_offers(told[size:])):
            return is_there, found
    return None
