"""Who may not change a card is told so; a new one goes to a file of our own; hints beside texts."""

import re
from pathlib import Path

from bot.staff.model import Role
from tests.console.served_desk import ServedDesk
from tests.console.test_content import CARD, LIBRARY, WHY, filled, sends

OSM = "libraries/osm.yaml"
NEW = "/desk/content/libraries/new"


async def test_a_head_is_told_whose_card_it_is_and_can_type_nothing_in(
    desk: ServedDesk, own_content: Path
) -> None:
    head = await desk.librarian("Галина", role=Role.HEAD)
    for path, whose in (("/desk/content/libraries/hounb", "Це картка «Хмельницька обласна"),
                        (CARD, "Це змінюють редактори й координатори")):  # fmt: skip
        await head.open(path)
        head.sees(whose, "Картка моєї бібліотеки")
        head.misses("Опублікувати", "Показати, як це буде")
        assert head.page
        form = head.page.text.partition('class="fields narrow left"')[2]
        fields = re.findall(r"<(?:input|textarea|select)[^>]*\sid=\"f-[^>]*>", form)
        assert fields
        assert all("readonly" in one or "disabled" in one for one in fields)
    await head.open(LIBRARY)
    head.sees("Опублікувати")
    head.misses("Це картка «")


async def test_a_new_library_is_never_written_into_what_comes_from_the_map(
    desk: ServedDesk, own_content: Path
) -> None:
    (own_content / OSM).write_text("libraries: []\n", encoding="utf-8")
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open(NEW)
    assert editor.page
    assert OSM not in editor.page.text
    given = {**filled(editor), "id": "nova-biblioteka", "name.uk": "Нова бібліотека",
             "kind": "village", "source": "https://letychiv-gromada.gov.ua/", "file": OSM,
             "why": WHY, "do": "save"}  # fmt: skip
    await editor.post(f"{NEW}/save", **given)
    editor.sees("Збережено")
    assert (own_content / OSM).read_text(encoding="utf-8") == "libraries: []\n"
    for file in (own_content / "libraries").glob("*.yaml"):
        if file.name != "osm.yaml":
            file.unlink()
    await editor.open(NEW)
    assert OSM not in editor.page.text


async def test_misspelt_words_and_signs_are_told_beside_their_text_and_stop_nobody(
    desk: ServedDesk, own_content: Path
) -> None:
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open(CARD)
    editor.misses("перед знаком", "два пробіли", ": може, «")
    await sends(editor, CARD, do="preview", **{"title.uk": "Хто потребуе паспорта ,а не картки"})
    editor.sees("«потребуе»: може, «потребує»?", "«паспорта ,»: перед знаком не треба пробілу")
    wrong = "Бібліотекі допоможуть , портал працюе.  Візьміть документы, \u0441убсидiя,код."
    await sends(editor, CARD, do="preview", **{"now.uk": wrong})
    editor.sees(
        "«Бібліотекі»: може, «Бібліотеки»?", "«працюе»: може, «працює»?",
        "«допоможуть ,»: перед знаком не треба пробілу", "два пробіли поспіль",
        "«документы»: в українській немає літери «ы»", "«субсидiя» є латинські літери",
        "після знака треба пробіл",
    )  # fmt: skip
    await sends(editor, CARD, do="save", why=WHY, **{"now.uk": wrong})
    editor.sees("Збережено")
