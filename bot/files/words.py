"""A file's size as a person reads it."""

from collections.abc import Callable

from bot.engine.texts import N_

KILOBYTES = N_("%(n)s KB")
MEGABYTES = N_("%(n)s MB")
STEP = 1024


def size_in_words(size: int, translate: Callable[[str], str], *, lang: str) -> str:
    """Whole kilobytes, from one megabyte on with a tenth: «340 КБ», «2,3 МБ»."""
    if size < STEP * STEP - STEP // 2:
        return translate(KILOBYTES) % {"n": max(1, round(size / STEP))}
    number = f"{size / STEP / STEP:.1f}".removesuffix(".0")
    return translate(MEGABYTES) % {"n": number.replace(".", ",") if lang == "uk" else number}
