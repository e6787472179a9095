"""An entry whose id changes, and what names it."""

from collections.abc import Mapping

from bot.content.editing.document import Document
from bot.content.editing.kinds import KINDS, Kind


def rename(document: Document, kind: Kind, id: str, fields: Mapping[str, object]) -> bool:
    """Change what names the entry, where the fields give it another id; whether they do."""
    new = fields.get(kind.id)
    if new is None or new == id:
        return False
    for name, field in kind.named_in:
        for place, _, row in KINDS[name].rows(document.data):
            named = row.get(field)
            if isinstance(named, list) and id in named:
                document.change(place, {field: [new if one == id else one for one in named]})
            elif named == id:
                document.change(place, {field: new})
    return True
