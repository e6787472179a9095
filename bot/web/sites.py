"""The sites that may show the chat inside theirs, as the operator writes them."""

import re

OWN = frozenset({"localhost", "127.0.0.1", "[::1]"})  # names of this computer
ANY = frozenset({"*", "'self'", "'none'"})
_SITE = re.compile(
    r"(?:(?P<scheme>https?)://)?(?P<host>(?:\*\.)?[\w.-]+|\[[0-9a-f:.]+\])(?P<port>:(?:\d+|\*))?/?",
    re.IGNORECASE,
)


def read_sites(text: str) -> tuple[str, ...]:
    """Them as source expressions of a content security policy; a Cyrillic name as browsers send it.

    Raises ValueError for what is no site.
    """
    return tuple(one if one in ANY else _source(one) for one in text.split())


def without_https(text: str) -> list[str]:
    """Those written without https://, but for this computer's own: anybody on the way to such a
    page may change it, and the chat in it."""
    return [one for one in text.split() if one not in ANY and not _is_safe(_read(one))]


def _is_safe(site: re.Match[str]) -> bool:
    return site["scheme"] is not None and (
        site["scheme"].lower() == "https" or site["host"].lower() in OWN
    )


def _source(written: str) -> str:
    site = _read(written)
    scheme = f"{site['scheme'].lower()}://" if site["scheme"] else ""
    return f"{scheme}{_host(site['host'])}{site['port'] or ''}"


def _host(name: str) -> str:
    star = "*." if name.startswith("*.") else ""
    try:
        return star + name.removeprefix("*.").lower().encode("idna").decode()
    except UnicodeError as error:
        raise ValueError(f"{name} is no name of a site") from error


def _read(written: str) -> re.Match[str]:
    found = _SITE.fullmatch(written)
    if found is None:
        raise ValueError(
            f"{written!r} is no address of a site; write it like https://library.example, several "
            "with spaces between, without a page’s path"
        )
    return found
