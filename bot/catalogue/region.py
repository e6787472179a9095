"""The oblast whose libraries these are."""

from dataclasses import dataclass

from bot.catalogue.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """Under which terms others may take the data, and whom they have to name."""

    name: str
    url: str
    by: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One oblast, as region.yaml tells of it.

    `code` is its KATOTTG code and `iso` its ISO 3166-2 code, "" while nobody wrote them; `name` and
    `genitive` are for sentences: «… область», «до … області». `adjective` (and `adjective_ru`) is
    its name without that word, as registers and addresses have it; `begins` is how spellings of it
    begin, in any letters; `hosts` is what it is called in addresses of sites. `library` is the id
    of the oblast library, "" when there is none. `passwords` are words that people here choose
    first. `licence` None: the data is not given away.
    """

    name: Text
    genitive: Text
    code: str = ""
    iso: str = ""
    adjective: str = ""
    adjective_ru: str = ""
    begins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    library: str = ""
    passwords: tuple[str, ...] = ()
    licence: Licence | None = None

    @property
    def adjectives(self) -> tuple[str, ...]:
        """The adjective in each language that addresses are written in."""
        return tuple(filter(None, (self.adjective, self.adjective_ru)))


# While region.yaml is missing or wrong: true everywhere.
NAMELESS = Region(
    name=Text({"uk": "наша область", "en": "our oblast"}),
    genitive=Text({"uk": "нашої області", "en": "our oblast"}),
)
