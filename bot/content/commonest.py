"""The commonest needs, from commonest.yaml: their cards must say what to do now."""

from bot.catalogue.service import Catalogue
from bot.content import schema
from bot.content.collect import Collector

_NO_CARD = "немає запису «{}». Виправте код або приберіть рядок."
_TWICE = "«{}» уже є вище. Залиште один рядок."
_NO_STEP = (
    "картка «{}» – одна з найпотрібніших, а не каже, що зробити зараз. Допишіть у ній now із "
    "джерелом або приберіть цей рядок."
)


def load_commonest(collector: Collector, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the ids of cards that people need most; without the file there are none."""
    path = collector.folder / "commonest.yaml"
    source = collector.source(path) if path.exists() else None
    given = collector.whole(source, schema.CommonestFile)
    if source is None or given is None:
        return ()
    found: list[str] = []
    for index, name in enumerate(given.commonest):
        card = catalogue.get(name)
        wrong = ""
        if name in found:
            wrong = _TWICE
        elif not collector.may_exist("services", name):
            wrong = _NO_CARD
        elif card is not None and card.now is None:
            wrong = _NO_STEP
        if wrong:
            collector.complain(source, wrong.format(name), "commonest", index)
        elif card is not None:
            found.append(name)
    return tuple(found)
