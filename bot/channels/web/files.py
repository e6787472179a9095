"""The page's own files, held in memory with a version in their address."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Files:
    """Static files by name; `version` changes with any of them.

    The version is a folder in the address, so modules that import each other by relative
    address always come from one version.
    """

    version: str
    bodies: Mapping[str, bytes]

    def media_type(self, name: str) -> str:
        """What a browser takes the file for."""
        return MEDIA_TYPES[Path(name).suffix]


def load_files(folder: Path = FOLDER) -> Files:
    """Every file of `folder` that a browser may have."""
    paths = sorted(path for path in folder.iterdir() if path.suffix in MEDIA_TYPES)
    bodies = {path.name: path.read_bytes() for path in paths}
    digest = hashlib.sha256()
    for name, body in bodies.items():
        digest.update(name.encode() + b"\0" + body)
    return Files(digest.hexdigest()[:12], bodies)


def widget_script(files: Files, texts: Mapping[str, Mapping[str, str]]) -> bytes:
    """widget.js with its texts of every language inside: one request on a library's site."""
    literal = json.dumps(texts, ensure_ascii=True).encode()
    return files.bodies["widget.js"].replace(b"/* texts */ {}", literal)
