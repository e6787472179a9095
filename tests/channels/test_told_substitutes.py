"""What docs/channels.md tells of each channel's limits is what the channels hold to."""

from pathlib import Path

from bot.app.channels import CHANNELS
from bot.channels.telegram import limits as telegram
from bot.channels.viber import limits as viber
from bot.files.rules import CITIZEN_BYTES

TOLD = Path(__file__).parents[2] / "docs" / "channels.md"
MEGABYTE = 1024 * 1024


def rows() -> dict[str, list[str]]:
    """The table of channels: what, and how it is in each of them."""
    lines = TOLD.read_text(encoding="utf-8").splitlines()
    table = [line for line in lines[: lines.index("## Кілька чатів однієї людини")] if "|" in line]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return {what: channels for what, *channels in cells if not set(what) <= {"-"}}


def test_every_channel_that_talks_has_a_column() -> None:
    assert rows()["що"] == ["Telegram", "Viber", "сайт", "термінал"]
    assert {one.name for one in CHANNELS} == {"telegram", "viber", "web", "email"}
    assert all(len(channels) == 4 and all(channels) for channels in rows().values())


def test_numbers_are_those_of_the_code() -> None:
    told = rows()
    in_telegram, in_viber, *_ = told["довгий текст"]
    assert in_telegram == f"частини до {telegram.TEXT_UNITS}"
    assert in_viber == f"частини до {viber.TEXT_UNITS}"
    assert f"до {viber.FILE_BYTES // MEGABYTE} МБ" in told["файл від бібліотеки"][1]
    assert told["файл від читача"][:3] == [f"до {CITIZEN_BYTES // MEGABYTE} МБ"] * 3
    assert f"більше {viber.KEYBOARD_ROWS} рядів кнопок" in told
    assert f"{viber.HOURLY} за годину" in told["скільки можна надіслати"][1]
