"""Templates of pages: "layout.html" is the shell's, "requests/list.html" lies beside its page."""

from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    StrictUndefined,
)
from markupsafe import Markup

from bot.engine.wording import undirected

SHELL = Path(__file__).parent / "templates"
FEATURES = Path(__file__).parents[1]


def _of_feature(name: str) -> str | None:
    """The text of a feature's own template, None when there is none of this name."""
    feature, _, file = name.partition("/")
    path = FEATURES / feature / "pages" / "templates" / file
    return path.read_text(encoding="utf-8") if file and path.is_file() else None


def _undirected(value: Any) -> Any:
    """What a page shows, without marks that turn letters round: names and words are anybody's."""
    if isinstance(value, Markup):
        return Markup(undirected(str(value)))  # noqa: S704 -- it was safe already
    return undirected(value) if isinstance(value, str) else value


TEMPLATES = Environment(
    loader=ChoiceLoader([FileSystemLoader(SHELL), FunctionLoader(_of_feature)]),
    autoescape=True,
    finalize=_undirected,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
