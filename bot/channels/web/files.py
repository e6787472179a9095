"""The chat page's own files and the widget's script."""

import json
from collections.abc import Mapping
from pathlib import Path

from bot.web.assets import Assets

FOLDER = Path(__file__).parent / "static"


ASKED = b'/* asked */ ""'


def widget_script(
    files: Assets, texts: Mapping[str, Mapping[str, str]], *, home: str = ""
) -> bytes:
    """widget.js with its texts of every language inside: one request on a library's site.

    `home` is the service's address where it is known for sure.
    """
    literal = json.dumps(texts, ensure_ascii=True).encode()
    script = files.bodies["widget.js"].replace(b"/* texts */ {}", literal)
    return script.replace(b'/* home */ ""', _string(home and home.rstrip("/") + "/"))


def as_asked(script: bytes, address: str) -> bytes:
    """The script with the address by which it was asked for: all it has where it is bundled."""
    return script.replace(ASKED, _string(address))


def _string(text: str) -> bytes:
    """A literal of JavaScript that ends no script."""
    return json.dumps(text).replace("<", "\\u003c").encode()
