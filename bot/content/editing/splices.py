"""Pieces of a text that are exchanged; all others stay, to the byte."""


class Splices:
    """A text and what becomes of its parts; positions are of the text as it was."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self._splices: list[tuple[int, int, str]] = []

    def put(self, start: int, end: int, instead: str) -> None:
        """Exchange a piece; of several put at one place the first stands first."""
        self._splices.append((start, end, instead))

    def put_lines(self, at: int, lines: list[str]) -> None:
        """Put whole lines where a line begins, or behind a last one that has no end."""
        lacks = bool(at) and at == len(self.text) and self.text[at - 1] != "\n"
        lacks = lacks and all(start != at for start, _, _ in self._splices)
        self.put(at, at, self.newline * lacks + "".join(line + self.newline for line in lines))

    def applied(self) -> str:
        """The text with all of them."""
        written = self.text
        in_order = sorted(self._splices, key=lambda one: one[:2])
        for start, end, instead in in_order[::-1]:
            written = written[:start] + instead + written[end:]
        return written

    def column(self, at: int) -> int:
        """The column of a place, from 0."""
        return at - self.line_start(at)

    def line_start(self, at: int) -> int:
        """Where the line of a place begins."""
        return self.text.rfind("\n", 0, max(at, 0)) + 1

    def line_end(self, at: int) -> int:
        """Where the next line begins."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def has_more(self, at: int) -> bool:
        """Whether anything stands behind a place in its line."""
        return bool(self.text[at : self.line_end(at)].strip())

    def is_blank_above(self, at: int) -> bool:
        """Whether the line above the one of a place is empty."""
        start = self.line_start(at)
        return start > 0 and not self.text[self.line_start(start - 1) : start].strip()

    def entry_span(self, start: int, end: int, *, first: bool) -> tuple[int, int]:
        """The lines from `start` to `end` with the empty ones that part them from the rest."""
        start, end = self.line_start(start), self.line_end(end)
        while not first and self.is_blank_above(start):
            start = self.line_start(start - 1)
        while first and end < len(self.text) and not self.text[end : self.line_end(end)].strip():
            end = self.line_end(end)
        return start, end
