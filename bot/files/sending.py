"""A file as an answer over HTTP: to be saved, never to be shown as a page of this site."""

from pathlib import PurePosixPath
from urllib.parse import quote

from starlette.responses import Response

PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
POLICY = "default-src 'none'; sandbox"


def as_attachment(name: str, media_type: str, body: bytes) -> Response:
    """The file, under its name."""
    headers = {
        **PRIVATE,
        "Content-Security-Policy": POLICY,
        "Content-Type": media_type,
        "Content-Disposition": disposition(name),
    }
    return Response(body, headers=headers)


def disposition(name: str) -> str:
    """ "attachment" with the name for every browser (RFC 6266 and RFC 5987)."""
    plain = f"file{PurePosixPath(name).suffix}" if not name.isascii() else name
    plain = plain.replace("\\", "_").replace('"', "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
