"""What kind of browser somebody has, in two words, for the list of their sessions."""

# The first that is found: every browser names some of the others too.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("YaBrowser", "Yandex"), ("Firefox/", "Firefox"),
    ("SamsungBrowser", "Samsung"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Macintosh", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser_of(agent: str) -> str:
    """ "Firefox · Windows"; "" for what is not known. Nothing of the header itself is kept."""
    known = (
        next((name for part, name in kinds if part in agent), "") for kinds in (BROWSERS, SYSTEMS)
    )
    return " · ".join(filter(None, known))
