"""The links that a content folder names."""

from collections.abc import Iterator
from pathlib import Path

from bot.content.links.asking import links_in
from bot.content.source import BrokenFileError, Cache, read


def links_of(folder: Path) -> Iterator[str]:
    """Each once, in the order of files; broken files are passed over."""
    seen: set[str] = set()
    for path in sorted(folder.rglob("*.yaml")):
        try:
            data = read(path.read_bytes(), name=path.name, cache=Cache(None)).data
        except (BrokenFileError, OSError):
            continue
        for link in links_in(data):
            if link not in seen:
                seen.add(link)
                yield link
