"""The shape of content/troubles.yaml and content/playbooks/*.yaml."""

from typing import Annotated

from pydantic import Field, model_validator

from bot.content.fields import Day, Id, Words, facts_need_source
from bot.content.schema import CallIn, Strict, TextIn
from bot.content.sources import Page

Letter = Annotated[str, Field(min_length=1, max_length=2000)]


class LetterIn(TextIn):
    """A text to copy: longer than others, its lines stay."""

    uk: Letter
    en: Letter | None = None


class TroubleIn(Strict):
    """A kind of trouble and the words that tell of it."""

    id: Id
    words: Annotated[list[Words], Field(min_length=1)]
    unless: list[Words] = Field(default_factory=list)


class TroublesFile(Strict):
    """content/troubles.yaml."""

    troubles: list[TroubleIn]


class EndingIn(Strict):
    """What to do at one end, and what to take along."""

    label: TextIn | None = None
    steps: list[TextIn] = Field(default_factory=list)
    letter: LetterIn | None = None
    say: LetterIn | None = None

    @model_validator(mode="after")
    def _has_something_to_take(self) -> "EndingIn":
        if self.letter is None and self.say is None:
            raise ValueError("наприкінці має бути лист (letter) або слова (say). Додайте одне.")
        return self


class PlaybookIn(Strict):
    """One trouble with one matter; with several answers there is a question."""

    id: Id
    troubles: Annotated[list[Id], Field(min_length=1)]
    cards: Annotated[list[Id], Field(min_length=1)]
    title: TextIn
    button: TextIn
    now: TextIn
    call: list[CallIn] = Field(default_factory=list, max_length=2)
    question: TextIn | None = None
    answers: Annotated[list[EndingIn], Field(min_length=1, max_length=3)]
    source: Page | None = None
    sources_more: list[Page] = Field(default_factory=list)
    checked: Day | None = None

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "PlaybookIn":
        several = len(self.answers) > 1
        if several != (self.question is not None):
            raise ValueError("question пишуть тоді, коли відповідей (answers) дві або три.")
        if any((one.label is None) == several for one in self.answers):
            raise ValueError("label має кожна відповідь, коли їх кілька, а єдина – не має.")
        facts_need_source(("call", "checked"), self.source, self)
        return self


class PlaybooksFile(Strict):
    """content/playbooks/*.yaml."""

    playbooks: list[PlaybookIn]
