"""The links of an entry: those that do not open, and pages of another oblast."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.content.editing import Entry
from bot.content.links.asking import links_in
from bot.content.links.kept import Checked
from bot.content.links.whose import is_elsewhere
from bot.content.sources import addresses


@dataclass(frozen=True, slots=True)
class Links:
    """What is to be told of them: each that does not open with why and since when."""

    broken: tuple[tuple[str, str, str], ...]
    elsewhere: tuple[str, ...]

    def beside(self, others: "Links") -> "Links":
        """These and others, each once."""
        return Links(
            tuple(dict.fromkeys((*self.broken, *others.broken))),
            tuple(dict.fromkeys((*self.elsewhere, *others.elsewhere))),
        )

    @property
    def are_told(self) -> bool:
        """Whether there is anything."""
        return bool(self.broken or self.elsewhere)


def links_of(entry: Entry, known: Mapping[str, Checked], own: Collection[str]) -> Links:
    """Look at an entry; `own` are the labels of our oblast in names of sites."""
    broken = []
    for url in dict.fromkeys(links_in(entry.data)):
        found = known.get(url)
        if found is not None and found.why:
            broken.append((url, found.why, f"{found.since or found.on:%d.%m.%Y}"))
    elsewhere = (one for one in addresses(entry.data) if is_elsewhere(one, own))
    return Links(tuple(broken), tuple(elsewhere))
