"""Lists of lines at the desk: read, added to, taken out of, and taken back line by line."""

from pathlib import Path

from bot.content.editing.line_file import taken_back, with_lines, without_lines
from bot.staff.model import Role
from tests.console.served_desk import CENTRAL, ServedDesk

HERE = "/desk/content/lines"
SAVE = "/desk/content/change-lines"
REFUSAL = "routes/out_of_scope.pets.txt"
FIRE = "emergency/told/fire.txt"
LEXICON = "language/lexicon.tsv"
WHY = "Листи читачів за листопад"


async def test_an_editor_adds_and_takes_out_lines_and_takes_it_back(
    desk: ServedDesk, own_content: Path
) -> None:
    file = own_content / REFUSAL
    before = file.read_text(encoding="utf-8")
    gone = "чим вивести бліх у кошеняти"
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open(HERE)
    editor.sees("Списки рядків", "Не наше: тварини", "Небезпека")
    await editor.open(f"{HERE}?file={REFUSAL}&q=бліх")
    editor.sees("Не наше: тварини", gone)
    editor.misses("кіт не їсть другий день")
    given = {"file": REFUSAL, "added": "папуга скубе пір'я\r\n# не заувага\r\n", "gone": gone}
    await editor.post(SAVE, **given)
    editor.sees("Напишіть чому", "папуга скубе пір'я")
    assert file.read_text(encoding="utf-8") == before
    await editor.post(SAVE, **given, why=WHY)
    editor.sees("Збережено", "папуга скубе пір'я")
    saved = file.read_text(encoding="utf-8")
    assert saved == before.replace(gone + "\n", "") + "папуга скубе пір'я\nне заувага\n"
    # What was changed since stays when it is taken back.
    await editor.post(SAVE, file=REFUSAL, added="черепаха заснула", why=WHY)
    await editor.open("/desk/content/history")
    editor.sees(WHY, "− чим вивести бліх", "+ папуга скубе")
    await editor.post("/desk/content/undo", number="1")
    editor.sees("Зміну повернено")
    assert file.read_text(encoding="utf-8") == before + "черепаха заснула\n"


async def test_lines_of_danger_ask_for_the_password_and_a_second_look(
    desk: ServedDesk, own_content: Path
) -> None:
    file = own_content / FIRE
    before = file.read_text(encoding="utf-8")
    first, second = before.splitlines()[1:3]
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open("/desk/account")
    await editor.post("/desk/account/password", login="nina", password="горобина під снігом 7")
    await editor.open(f"{HERE}?file={FIRE}")
    editor.sees("може коштувати життя", first)
    given = {"file": FIRE, "why": WHY, "added": "горище в диму, мама там"}
    await editor.post(SAVE, **given, gone=[first, second])
    editor.sees("перечитали")
    desk.clock.later(minutes=30)
    await editor.post(SAVE, **given, gone=[first, second], sure="yes")
    editor.sees("Це бачать люди в небезпеці", "пароль або код")
    assert file.read_text(encoding="utf-8") == before
    assert editor.page
    kept = editor.page.text  # what was marked goes on from the form that asks for the password
    assert first in kept
    assert second in kept
    await editor.post(
        SAVE, **given, gone=[first, second], sure="yes", confirm="горобина під снігом 7"
    )
    editor.sees("Збережено")
    saved = file.read_text(encoding="utf-8")
    assert first not in saved
    assert second not in saved
    assert "\nгорище в диму, мама там\n" in saved
    desk.clock.later(minutes=30)
    await editor.open("/desk/content/history")
    await editor.post("/desk/content/undo", number="1")
    editor.sees("Це бачать люди в небезпеці")


async def test_what_the_content_refuses_is_told_and_stays_typed(
    desk: ServedDesk, own_content: Path
) -> None:
    before = (own_content / LEXICON).read_text(encoding="utf-8")
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open(f"{HERE}?file={LEXICON}")
    await editor.post(SAVE, file=LEXICON, added="бумажк", why=WHY)
    editor.sees("потрібні два слова", "бумажк")
    assert (own_content / LEXICON).read_text(encoding="utf-8") == before
    await editor.post(SAVE, file=LEXICON, added="бумажечк → папірчик", why=WHY)
    editor.sees("Збережено")
    assert (own_content / LEXICON).read_text(encoding="utf-8") == before + "бумажечк\tпапірчик\n"


async def test_however_much_is_pasted_nothing_is_lost(desk: ServedDesk, own_content: Path) -> None:
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    pasted = [f"звір номер {number} захворів {'і дуже ' * 80}".strip() for number in range(70)]
    await editor.open(f"{HERE}?file={REFUSAL}")
    await editor.post(SAVE, file=REFUSAL, added="\r\n".join(pasted), why=WHY)
    editor.sees("Збережено")
    assert (own_content / REFUSAL).read_text(encoding="utf-8").splitlines()[-70:] == pasted


async def test_only_editors_and_only_lists(desk: ServedDesk, own_content: Path) -> None:
    head = await desk.librarian("Марія", CENTRAL, Role.HEAD)
    await head.open(f"{HERE}?file={REFUSAL}")
    head.sees("кіт не їсть другий день")
    head.misses("Позначте, що прибрати")
    before = (own_content / REFUSAL).read_bytes()
    await head.post(SAVE, file=REFUSAL, added="щось", why=WHY)
    head.sees("Це змінює хтось інший")
    assert (own_content / REFUSAL).read_bytes() == before
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    for file in ("emergency.yaml", "../pyproject.toml", "examples/немає.txt"):
        await editor.open(f"{HERE}?file={file}")
        editor.sees("Такого списку немає")
        await editor.post(SAVE, file=file, added="щось", why=WHY)
        editor.sees("Такого списку немає")


def test_lines_keep_comments_line_ends_and_the_rest() -> None:
    text = "# Про що\r\nперше\r\nдруге"
    added, many = with_lines(text, ["Друге", "третє"])
    assert (added, many) == ("# Про що\r\nперше\r\nдруге\r\nтретє\r\n", 1)
    assert without_lines(added, {"перше", "# Про що"}) == "# Про що\r\nдруге\r\nтретє\r\n"


def test_taken_back_only_what_is_still_there() -> None:
    before, after = "# а\n1\n2\n3\n", "# а\n1\n3\n4\n"
    assert taken_back(before, after, after + "5\n") == "# а\n1\n2\n3\n5\n"
    assert taken_back(before, after, "# а\n3\n4\n") == "# а\n2\n3\n"
    assert taken_back(before, after, "# а\n1\n3\n") is None  # what it added is gone already
    assert taken_back(before, after, after + "2\n") is None  # somebody put it back
