"""When it went wrong: what to do now, one question, and a letter or words to take along."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.catalogue.model import Call, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A kind of trouble, «не прийшло», and the patterns by which a message tells of it.

    The patterns are those of danger (`bot.understanding.danger.patterns`); `unless` calls off.
    """

    id: str
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Where a playbook ends: steps, then a letter to send or words to say, or both.

    `label` is what the person says who is at this end, None where there is only one.
    """

    label: Text | None = None
    steps: tuple[Text, ...] = ()
    letter: Text | None = None
    say: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Playbook:
    """What to do about troubles with one matter.

    `cards` are the entries it belongs to; `now` and `calls` are what to do and whom to ask first;
    `question` has an answer for each of the endings, None where there is one ending.
    """

    id: str
    troubles: tuple[str, ...]
    cards: tuple[str, ...]
    title: Text
    button: Text
    now: Text
    calls: tuple[Call, ...] = ()
    question: Text | None = None
    endings: tuple[Ending, ...] = ()
    source: str | None = None
    checked: date | None = None

    @property
    def is_refusal(self) -> bool:
        """Whether it is for who was refused."""
        return "refused" in self.troubles


@dataclass(frozen=True, slots=True)
class Playbooks:
    """All of them in the order of their files; troubles in the order they are looked for."""

    troubles: tuple[Trouble, ...] = ()
    _by_id: Mapping[str, Playbook] = field(default_factory=dict)

    @classmethod
    def of(cls, troubles: Iterable[Trouble], playbooks: Iterable[Playbook]) -> "Playbooks":
        """Make them ready to be looked up."""
        return cls(tuple(troubles), {one.id: one for one in playbooks})

    def __iter__(self) -> Iterator[Playbook]:
        return iter(self._by_id.values())

    def get(self, playbook: str) -> Playbook | None:
        """Return the playbook, or None: an old link may name one that is gone."""
        return self._by_id.get(playbook)

    def about(self, card: str) -> tuple[Playbook, ...]:
        """Return those of an entry."""
        return tuple(one for one in self._by_id.values() if card in one.cards)

    def meant(self, card: str, trouble: str | None) -> Playbook | None:
        """Return the one of an entry for this trouble, or None."""
        return next((one for one in self.about(card) if trouble in one.troubles), None)
