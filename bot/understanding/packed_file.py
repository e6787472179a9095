"""Files of what was learnt: one line of JSON that describes, then raw bytes, closed by a checksum.

They hold data only: nothing in them can run. A file that is absent, damaged, of another format or
of another machine's byte order is unusable; what it held is then made again.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_CHECKSUM_BYTES = 4


class UnusableFileError(Exception):
    """The file is absent, damaged, or of something else; the message says which."""


def write_packed(path: Path, head: Mapping[str, object], raw: bytes) -> None:
    """Write a file, whole or not at all.

    Raises:
        OSError: the disk refuses.
    """
    told = {"byteorder": sys.byteorder, **head}
    body = json.dumps(told, ensure_ascii=True).encode() + b"\n" + raw
    body += zlib.crc32(body).to_bytes(_CHECKSUM_BYTES, "big")
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(body)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def read_packed(path: Path, **expected: object) -> tuple[dict[str, Any], bytes]:
    """Read a file whose head has these values; returns the head and the raw bytes.

    Raises:
        UnusableFileError: it is absent, damaged, or its head says otherwise.
    """
    try:
        body = path.read_bytes()
    except OSError as error:
        raise UnusableFileError(f"cannot read {path}: {error.strerror}") from error
    content, checksum = body[:-_CHECKSUM_BYTES], body[-_CHECKSUM_BYTES:]
    if zlib.crc32(content).to_bytes(_CHECKSUM_BYTES, "big") != checksum:
        raise UnusableFileError(f"{path} is damaged")
    line, _, raw = content.partition(b"\n")
    try:
        head = json.loads(line)
        for name, value in {"byteorder": sys.byteorder, **expected}.items():
            if head[name] != value:
                raise UnusableFileError(f"{path} is of other content, by its {name}")
    except (ValueError, KeyError, TypeError) as error:
        raise UnusableFileError(f"{path} is not a file of ours: {error!r}") from error
    return head, raw
