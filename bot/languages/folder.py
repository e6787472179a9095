"""Where the folders of languages lie."""

from pathlib import Path

_BOT = Path(__file__).resolve().parents[1]
# An installed package carries them inside; a checkout has them beside it.
_PACKED = _BOT / "data"
SHIPPED = _PACKED if _PACKED.is_dir() else _BOT.parent
LOCALES = SHIPPED / "locales"
