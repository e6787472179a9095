"""Signs of a text by which danger is told apart: words, pairs of words, pieces of words.

Each sign is a number below SIGNS, by a checksum of its letters; two signs of one number do no
harm. Signs weigh alike, and those of a text have length 1 together.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

from bot.understanding.text.stems import stem

SIGNS = 1 << 17
_SHORTEST, _LONGEST = 3, 5


def signs_of(found: Sequence[str]) -> set[int]:
    """Return the numbers of the signs of folded words."""
    stems = [stem(word) for word in found]
    told = {f"w{one}" for one in stems}
    told.update(f"b{one} {other}" for one, other in pairwise(stems))
    told.update(f"s{one} {other}" for one, other in zip(stems, stems[2:], strict=False))
    for word in set(found):
        padded = f" {word} "
        for size in range(_SHORTEST, _LONGEST + 1):
            told.update(padded[at : at + size] for at in range(len(padded) - size + 1))
    return {crc32(sign.encode("utf-8", "replace")) % SIGNS for sign in told}
