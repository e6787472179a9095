"""Documents that are archives: of Microsoft's newer formats, OpenDocument, EPUB."""

import re
from collections.abc import Mapping
from xml.parsers import expat

from bot.files.kinds import ACTIVE, EMBEDDED, LOCKED, REMOTE
from bot.files.parsing.archives import BEGINNING, Archive, BadArchiveError, open_archive

OFFICE = {
    "word/document.xml": "wordprocessingml.document",
    "xl/workbook.xml": "spreadsheetml.sheet",
    "ppt/presentation.xml": "presentationml.presentation",
}
OPEN_FORMATS = {
    "application/epub+zip",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
}
RUN = (
    "vbaproject.bin", ".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".com", ".scr", ".ps1", ".hta",
    ".lnk", ".jar", ".msi", ".wsf",
)  # fmt: skip
# Documents inside a document: the data of a chart, mostly.
CALM = (".docx", ".xlsx", ".pptx", ".odt", ".ods")
WORDS_BYTES = 8 * 1024 * 1024  # of a document's text; a longer one is not looked through

# On a disk of one's own, or beside the document. Everything else may be another's computer.
NEAR = re.compile(
    r"(?:(?:file:/{0,3})?[a-z]:[\\/]|(?![a-z][a-z0-9+.-]{0,20}:|[\\/]{2}))", re.IGNORECASE
)
FOREIGN = {"oleObject", "control", "activeXControlBinary"}
FIELDS = re.compile(rb"\bDDE(?:AUTO)?\b|INCLUDEPICTURE|INCLUDETEXT")
LINKS = re.compile(rb"ddeLink")
SCRIPTED = re.compile(rb"vnd\.sun\.star\.script:|script:event-listener")


def office(body: bytes) -> tuple[str, set[str]] | None:
    """A document that is an archive; an archive of anything else is not ours."""
    if not body.startswith(BEGINNING):
        return None
    try:
        archive = open_archive(body)
        return _open_format(archive) if archive.names[0] == "mimetype" else _microsoft(archive)
    except BadArchiveError:
        return None


def _open_format(archive: Archive) -> tuple[str, set[str]] | None:
    kind = archive.read("mimetype", most=100).decode("ascii", "replace").strip()
    if kind not in OPEN_FORMATS or _runs(archive.names):
        return None
    risks: set[str] = set()
    for name in ("content.xml", "styles.xml"):
        risks |= _told(archive, name, SCRIPTED, ACTIVE)
    return kind, risks


def _microsoft(archive: Archive) -> tuple[str, set[str]] | None:
    names = archive.names
    if "[Content_Types].xml" not in names or _runs(names):
        return None
    if b"macroenabled" in archive.read("[Content_Types].xml").lower():
        return None
    kinds = [kind for part_name, kind in OFFICE.items() if part_name in names]
    if not kinds:
        return None
    risks = _inside(names)
    for name in names:
        if name.casefold().endswith(".rels"):
            risks |= _related(archive.read(name))
        elif name == "word/document.xml":
            risks |= _told(archive, name, FIELDS, REMOTE)
        elif name.startswith("xl/externalLinks/"):
            risks |= _told(archive, name, LINKS, REMOTE)
    return f"application/vnd.openxmlformats-officedocument.{kinds[0]}", risks


def _told(archive: Archive, name: str, sign: re.Pattern[bytes], risk: str) -> set[str]:
    """The risk when its sign is in this part; that it is locked when it can't be looked through."""
    if name not in archive.names:
        return set()
    try:
        return {risk} if sign.search(archive.read(name, most=WORDS_BYTES)) else set()
    except BadArchiveError:
        return {LOCKED}


def _runs(names: list[str]) -> bool:
    """Whether the document brings a program along."""
    return any(
        name.casefold().endswith(RUN) or name.startswith(("Basic/", "Scripts/")) for name in names
    )


def _inside(names: list[str]) -> set[str]:
    """Whether it holds objects of other programs."""
    lower = [name.casefold() for name in names]
    held = (name for name in lower if "/embeddings/" in name and not name.endswith(CALM))
    return {EMBEDDED} if next(held, "") or any("/activex/" in name for name in lower) else set()


def _related(part: bytes) -> set[str]:
    """What one list of relations leads to, besides the addresses a person may press on."""
    risks: set[str] = set()

    def relation(name: str, facts: Mapping[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship":
            risks.update(_risk_of(facts))

    def declared(*_: object) -> None:
        risks.add(LOCKED)  # no such list needs a DOCTYPE

    reader = expat.ParserCreate()
    reader.StartElementHandler = relation
    reader.StartDoctypeDeclHandler = declared
    try:
        reader.Parse(part, True)
    except (expat.ExpatError, ValueError):
        risks.add(LOCKED)
    return risks


def _risk_of(relation: Mapping[str, str]) -> set[str]:
    kind = relation.get("Type", "").rpartition("/")[2]
    outside = relation.get("TargetMode", "").strip().casefold() == "external"
    far = outside and kind != "hyperlink" and not NEAR.match(relation.get("Target", "").strip())
    return ({EMBEDDED} if kind in FOREIGN else set()) | ({REMOTE} if far else set())
