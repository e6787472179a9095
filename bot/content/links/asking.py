"""All links of the content asked one after another, each site with a rest between."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from bot.content.links.fetching import NotOpenedError, opens
from bot.content.links.kept import Checked

REST_SECONDS: Final = 2.0  # between two questions to one site
SITES_AT_ONCE: Final = 4

Opens = Callable[[str], None]


def links_in(data: Any) -> Iterator[str]:
    """Every web address in what a file holds."""
    if isinstance(data, Mapping):
        for one in data.values():
            yield from links_in(one)
    elif isinstance(data, list):
        for one in data:
            yield from links_in(one)
    elif isinstance(data, str) and data.startswith(("http://", "https://")) and " " not in data:
        yield data


def check_links(
    links: Iterable[str],
    known: Mapping[str, Checked],
    *,
    today: date,
    opens: Opens = opens,
    rest: Callable[[float], object] = time.sleep,
    told: Callable[[str, Checked], None] = lambda _url, _checked: None,
) -> dict[str, Checked]:
    """Ask them all; a few sites at a time, of one site one page after another.

    Args:
        links: their addresses.
        known: what was found out before: since when one does not open.
        today: the day in Kyiv.
        opens: asks for one; raises NotOpenedError.
        rest: waits so many seconds.
        told: hears of each.
    """
    sites: dict[str, list[str]] = defaultdict(list)
    for link in dict.fromkeys(links):
        sites[_host(link)].append(link)

    def of_site(pages: list[str]) -> dict[str, Checked]:
        found = {}
        for number, page in enumerate(pages):
            if number:
                rest(REST_SECONDS)
            found[page] = _one(page, known.get(page), today, opens)
            told(page, found[page])
        return found

    with ThreadPoolExecutor(SITES_AT_ONCE) as threads:
        return {url: one for some in threads.map(of_site, sites.values())
                for url, one in some.items()}  # fmt: skip


def _one(page: str, before: Checked | None, today: date, opens: Opens) -> Checked:
    try:
        opens(page)
    except NotOpenedError as error:
        since = before.since if before is not None and before.since is not None else today
        return Checked(today, str(error), since)
    return Checked(today)


def _host(link: str) -> str:
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""
