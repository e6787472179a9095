"""What an installation says of itself in the web chat."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.channels.web.texts import Translate


def _no_phones(_lang: str) -> Sequence[tuple[str, Sequence[str]]]:
    return ()


@dataclass(frozen=True, slots=True)
class About:
    """What the page says and allows of this installation.

    Attributes:
        translate: by language ("uk", "en"), from msgid to text.
        name: the service's name.
        frame_ancestors: the sites that may show the chat inside theirs (by the widget), as CSP
            source expressions: `https://library.example`. This site alone by default, so that
            nobody can put the chat under a foreign page; `*` opens it to every site.
        phones: by language, (whose, numbers) of who can be called instead.
        home: the service's address from outside, "" where it is not set.
        quick_exit: a page that tells nothing, for who must hide what they read here.
    """

    translate: Mapping[str, Translate]
    name: str = "Місток"
    frame_ancestors: tuple[str, ...] = ("'self'",)
    home: str = ""
    phones: Callable[[str], Sequence[tuple[str, Sequence[str]]]] = _no_phones
    quick_exit: str = "/"
