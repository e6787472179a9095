"""Saving where a file of the content has a mistake: never «saved» for what nobody sees yet."""

from pathlib import Path

from bot.app.content_index import kept_folder
from bot.content.last_good import LastGood
from bot.content.load import version_of
from bot.staff.model import Role
from tests.console.served_desk import CENTRAL, ServedDesk
from tests.console.test_card_in_a_chat import head_in_a_chat, tell
from tests.console.test_content import CARD, WHY, sends
from tests.console.test_library_card import HERS, PUBLISH, version

LIBRARIES = "libraries/khmelnytskyi.yaml"
NOT_YET = "бот ще відповідає по-старому"


def taken(folder: Path) -> Path:
    """The folder, as a service has taken it; where the card's file is in it."""
    LastGood(folder, kept_folder(folder)).keep((), version_of(folder))
    (found,) = (one for one in (folder / "services").glob("*.yaml")
                if "id: criminal-record\n" in one.read_text(encoding="utf-8"))  # fmt: skip
    return found


async def test_a_save_beside_a_mistake_says_that_it_waits_and_after_mending_that_it_is_live(
    desk: ServedDesk, own_content: Path
) -> None:
    file = taken(own_content)
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    sound = file.read_text(encoding="utf-8")
    at = sound.rindex("checked: 20")
    file.write_text(f"{sound[:at]}checked: 2026-02-31{sound[at + 19 :]}", encoding="utf-8")
    await editor.open(CARD)
    await sends(editor, CARD, do="save", why=WHY, **{"now.uk": "Замовте на сайті МВС."})
    editor.sees(NOT_YET)
    editor.misses("Збережено")
    await editor.open(library := f"/desk/content/libraries/{CENTRAL}")
    await sends(editor, library, do="save", why=WHY, phone="03856 2-15-45")  # another file
    editor.sees("Збережено")
    file.write_text(sound, encoding="utf-8")
    await editor.open(CARD)
    await sends(editor, CARD, do="save", why=WHY, **{"now.uk": "Замовте на сайті МВС."})
    editor.sees("Збережено")


async def test_a_head_hears_at_the_desk_and_in_a_chat_that_hers_is_not_out_yet(
    desk: ServedDesk, own_content: Path
) -> None:
    taken(own_content)
    file = own_content / LIBRARIES
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}  - id: half\n    name: {{uk: Половина}}\n", encoding="utf-8")
    head = await desk.librarian("Галина", role=Role.HEAD)
    await head.open("/desk/library/card")
    await head.post(PUBLISH, act="publish", version=version(head), **HERS)
    head.sees(NOT_YET)
    head.misses("Оприлюднено")
    assert await tell(desk, await head_in_a_chat(desk), phone=["03856 2-10-12"])
    await desk.app.housekeeping.tick()
    assert "читачі ще цього не бачать" in (await desk.told("halyna"))[-1]


async def test_a_file_that_cannot_be_read_is_named_with_its_place_and_is_not_called_removed(
    desk: ServedDesk, own_content: Path
) -> None:
    file = taken(own_content)
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(n for n, one in enumerate(lines) if one.startswith("    kind:"))
    lines[at] = "\u00a0" + lines[at]
    file.write_text("".join(lines), encoding="utf-8")
    await editor.open(CARD)
    assert editor.page
    assert editor.page.status_code == 409
    editor.sees("не читається", file.name, f":{at + 1}:")
    editor.misses("прибрали")
