"""Questions that were not understood, at the desk: said to be about any card, or let go."""

import re
from collections.abc import Sequence
from pathlib import Path

from bot.learning.model import UnclearReason
from bot.learning.service import Learning
from bot.staff.model import Role
from tests.console.served_desk import ServedDesk

PAGE, DROP = "/desk/content/unclear", "/desk/content/drop-unclear"
WORDS = "де взяти листок що за мною нічого не числиться"


async def asked_by_people(desk: ServedDesk, *texts: str, offered: Sequence[str] = ()) -> None:
    async with desk.app.database.unit() as unit:
        for text in texts:
            desk.app.bind(unit)[Learning].note(
                text, asker=("web", text), why=UnclearReason.NONE, now=desk.clock(),
                offered=offered,
            )  # fmt: skip


async def test_a_question_is_added_to_any_card_from_the_list(
    desk: ServedDesk, own_content: Path
) -> None:
    await asked_by_people(
        desk, "хто полагодить паркан", f"{WORDS}, мій телефон 067 123 45 67",
        offered=["residence-extract", "library-catalog"],
    )  # fmt: skip
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open("/desk/content")
    editor.sees("Незрозумілі запитання")
    await editor.open(PAGE)
    editor.sees(WORDS, "натиснули «Не те»", "Витяг з реєстру територіальної громади")
    editor.misses("067 123")
    assert editor.page
    assert editor.page.text.index(WORDS) < editor.page.text.index("полагодить паркан")
    found = re.findall(r'name="question" value="(\d+)"', editor.page.text)
    await editor.open(f"{PAGE}?question={found[0]}&card=довідка, якої немає")
    editor.sees("Не знайшли однієї картки", "довідка, якої немає", WORDS)
    await editor.open(f"{PAGE}?question={found[0]}&card=про несудимість")
    assert editor.page.url.path == "/desk/content/services/criminal-record"
    assert f'name="asked" value="{found[0]}" checked' in editor.page.text
    await editor.post("/desk/content/services/criminal-record/asks", asked=found[0], lines="")
    editor.sees("Додано 1 спосіб запитати")
    lines = (own_content / "examples" / "criminal-record.txt").read_text(encoding="utf-8")
    assert WORDS in lines
    await editor.open(PAGE)
    editor.misses(WORDS)
    editor.sees("полагодить паркан")


async def test_what_is_nothing_for_the_bot_leaves_the_list(desk: ServedDesk) -> None:
    await asked_by_people(desk, "хто полагодить паркан")
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open(PAGE)
    assert editor.page
    (number,) = set(re.findall(r'name="question" value="(\d+)"', editor.page.text))
    await editor.post(DROP, question=number)
    editor.sees("Запитання прибрано зі списку", "Запитань, яких бот не зрозумів, немає")


async def test_only_who_changes_all_content_sees_it(desk: ServedDesk) -> None:
    await asked_by_people(desk, "хто полагодить паркан")
    head = await desk.librarian("Ганна", role=Role.HEAD, point="derazhnia-tsentralna")
    await head.open("/desk/content")
    head.misses("Незрозумілі запитання")
    await head.open(PAGE)
    head.misses("паркан")
    await head.post(DROP, question="1")
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open(PAGE)
    editor.sees("паркан")
