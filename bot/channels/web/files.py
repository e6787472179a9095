"""The chat page's own files and the widget's script."""

import json
from collections.abc import Mapping
from pathlib import Path

from bot.web.assets import Assets

FOLDER = Path(__file__).parent / "static"


def widget_script(files: Assets, texts: Mapping[str, Mapping[str, str]]) -> bytes:
    """widget.js with its texts of every language inside: one request on a library's site."""
    literal = json.dumps(texts, ensure_ascii=True).encode()
    return files.bodies["widget.js"].replace(b"/* texts */ {}", literal)
