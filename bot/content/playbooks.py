"""Playbooks and the troubles they are for, from troubles.yaml and playbooks/*.yaml."""

from collections.abc import Iterator

from bot.catalogue.playbooks import Ending, Playbook, Playbooks, Trouble
from bot.content import schema_playbooks as schema
from bot.content.build import calls, maybe, text, wrong_patterns
from bot.content.collect import Collector, Path_
from bot.content.schema import TextIn

_LONGEST_LABEL = 32
_LONGEST_ID = 20  # it travels in a button, beside a card's
_NO_CARD = "немає запису «{}». Виправте код або приберіть рядок."
_NO_TROUBLE = "немає біди «{}» у troubles.yaml. Виправте код або допишіть її туди."
_LONG_ID = "код «{}» довший за {} літер. Дайте коротший."
_LONG = "кнопка довша за {} літер, на телефоні її обріже. Скажіть коротше."


def load_playbooks(collector: Collector) -> Playbooks:
    """Return what the files tell; without them there are none."""
    troubles = _troubles(collector)
    found: dict[str, Playbook] = {}
    for source in collector.sources("playbooks"):
        collector.only(source, schema.PlaybooksFile)
        for path, given in collector.entries(source, "playbooks", schema.PlaybookIn):
            if not collector.is_new(source, path, given.id):
                continue
            for where, wrong in _wrong(collector, given):
                collector.complain(source, wrong, *path, *where)
            found[given.id] = playbook_of(given)
    return Playbooks.of(troubles, found.values())


def _troubles(collector: Collector) -> list[Trouble]:
    file = collector.folder / "troubles.yaml"
    source = collector.source(file) if file.exists() else None
    if source is None:
        return []
    collector.only(source, schema.TroublesFile)
    found = []
    for path, given in collector.entries(source, "troubles", schema.TroubleIn):
        wrong = list(wrong_patterns(("words", given.words), ("unless", given.unless)))
        for place, complaint in wrong:
            collector.complain(source, complaint, *path, *place)
        if not wrong:
            found.append(Trouble(id=given.id, words=tuple(given.words), unless=tuple(given.unless)))
    return found


def _wrong(collector: Collector, given: schema.PlaybookIn) -> Iterator[tuple[Path_, str]]:
    """What a playbook refers to and isn't there, and buttons too long for a telephone."""
    if len(given.id) > _LONGEST_ID:
        yield ("id",), _LONG_ID.format(given.id, _LONGEST_ID)
    for index, trouble in enumerate(given.troubles):
        if not collector.may_exist("troubles", trouble):
            yield ("troubles", index), _NO_TROUBLE.format(trouble)
    for index, card in enumerate(given.cards):
        if not collector.may_exist("services", card):
            yield ("cards", index), _NO_CARD.format(card)
    labels: list[tuple[Path_, TextIn | None]] = [(("button",), given.button)]
    labels += [(("answers", at, "label"), one.label) for at, one in enumerate(given.answers)]
    for where, label in labels:
        if label is not None and max(map(len, label.by_language().values())) > _LONGEST_LABEL:
            yield where, _LONG.format(_LONGEST_LABEL)


def playbook_of(given: schema.PlaybookIn) -> Playbook:
    """A playbook as a value."""
    return Playbook(
        id=given.id,
        troubles=tuple(given.troubles),
        cards=tuple(given.cards),
        title=text(given.title),
        button=text(given.button),
        now=text(given.now),
        calls=calls(given.call),
        question=maybe(given.question),
        endings=tuple(
            Ending(
                label=maybe(one.label),
                steps=tuple(map(text, one.steps)),
                letter=maybe(one.letter),
                say=maybe(one.say),
            )
            for one in given.answers
        ),
        source=given.source.url if given.source else None,
        checked=given.checked,
    )
