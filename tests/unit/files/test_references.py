"""One reference of a file: as it rests in dialogues and requests, old and new."""

import pytest

from bot.files.model import FileRef

SENT = FileRef("відповідь.pdf", 7, "application/pdf", sent=3, link="https://example.org/file/x")
GIVEN = FileRef("лист.jpg", 9, "image/jpeg", channel="telegram", ref="AgAC")


@pytest.mark.parametrize(
    ("file", "stored"),
    [
        (SENT, {"file": 3, "name": "відповідь.pdf", "size": 7, "media_type": "application/pdf"}),
        (GIVEN, {"channel": "telegram", "ref": "AgAC", "name": "лист.jpg", "size": 9,
                 "media_type": "image/jpeg"}),
    ],
)  # fmt: skip
def test_a_reference_rests_as_it_always_did_without_its_address(
    file: FileRef, stored: dict[str, object]
) -> None:
    assert file.to_json() == stored
    assert FileRef.from_json(file.to_json()).to_json() == stored
    assert FileRef.from_json(stored).link == ""


def test_what_was_kept_before_is_read() -> None:
    assert FileRef.from_json({"ref": "file:12"}) == FileRef("", 0, "", ref="file:12")
    assert FileRef.from_json({"file": 3, "name": "a"}).stored == 3
    assert FileRef.from_json({"ref": "file:12"}).stored == 12
    assert FileRef.from_json({}).stored is None
