"""The judgement of one file. As a program: the file on its input, one line of JSON as its answer.

Input: a line of JSON, {"size": bytes, "sheet": whether its name is a table's}, then the file.
Output: {"media_type": one of `kinds.EXTENSIONS` or null, "risks": [codes of `kinds.RISKS`]}.
"""

import json
import sys

from bot.files.limits import limit
from bot.files.parsing.signatures import judged

BASE_BYTES = 160 * 1024 * 1024  # of address space: the interpreter and what it reads at a time
TIMES = 4  # and so many times the file
CPU_SECONDS = 3  # and one more for each so many bytes
BYTES_A_SECOND = 10 * 1024 * 1024
HEADER_BYTES = 200
FILES = 16


def main() -> None:
    """Judge what comes in."""
    given = json.loads(sys.stdin.buffer.readline(HEADER_BYTES))
    size = int(given["size"])
    _limit(size)
    try:
        media_type, risks = judged(sys.stdin.buffer.read(size), is_sheet=bool(given["sheet"]))
    except MemoryError:
        media_type, risks = None, set()
    sys.stdout.write(json.dumps({"media_type": media_type, "risks": sorted(risks)}) + "\n")


def _limit(size: int) -> None:
    """From here on: little memory, little time, no file to write, no other process."""
    limit(
        space=BASE_BYTES + TIMES * size, seconds=CPU_SECONDS + size // BYTES_A_SECOND,
        written=0, files=FILES,
    )  # fmt: skip
