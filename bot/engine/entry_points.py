"""Where a turn goes that belongs to no open question."""

from dataclasses import dataclass

from bot.engine.model import Link, StepRef


@dataclass(frozen=True, slots=True)
class EntryPoints:
    """Where the engine sends what belongs to no open question."""

    menu: StepRef
    free: StepRef  # a text or file out of nowhere: a new question
    point: StepRef  # a location out of nowhere
    person: Link  # offered after two misunderstandings
    notice: StepRef  # who runs this and what is stored: once, with the first answer
    edited: StepRef | None = None  # an earlier message was changed; where it says nothing: anew
    # A reply to a message of ours; where none of these says anything: as any other message.
    replied: tuple[StepRef, ...] = ()
    unread: StepRef | None = None  # what we can't read; says something when a person can
    cancelled: StepRef | None = None  # "cancel" where nothing is open; else the menu
    awaited: StepRef | None = None  # an answer to a question; says something when a person asked
