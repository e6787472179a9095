"""Styles and scripts of pages, held in memory with a version in their address."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import Response

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Assets:
    """Files by name; `version` changes with any of them.

    The version is a folder in the address, so modules that import each other by relative
    address always come from one version.
    """

    version: str
    bodies: Mapping[str, bytes]

    def media_type(self, name: str) -> str:
        """What a browser takes the file for."""
        return MEDIA_TYPES[Path(name).suffix]

    def answer(self, name: str, version: str) -> Response:
        """A file, kept by browsers for a year."""
        body = self.bodies.get(name)
        if body is None:
            return Response("Not found", 404, media_type="text/plain")
        # A page of an older version gets today's file once, but must not keep it.
        headers = {
            "Cache-Control": YEAR if version == self.version else "no-cache",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(body, media_type=self.media_type(name), headers=headers)


def load_assets(folder: Path) -> Assets:
    """Every file of `folder` that a browser may have."""
    paths = sorted(path for path in folder.iterdir() if path.suffix in MEDIA_TYPES)
    bodies = {path.name: path.read_bytes() for path in paths}
    digest = hashlib.sha256()
    for name, body in bodies.items():
        digest.update(name.encode() + b"\0" + body)
    return Assets(digest.hexdigest()[:12], bodies)
