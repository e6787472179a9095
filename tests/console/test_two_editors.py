"""Two people change one card: nothing of either is lost, and each sees what the other wrote."""

import re
from html import unescape
from pathlib import Path

from bot.app.content_writer import content_writer
from bot.content import load
from bot.content.editing.merging import merged
from bot.staff.model import Role
from tests.console.served_desk import CENTRAL, Librarian, ServedDesk
from tests.console.test_content import CARD, WHY, filled
from tests.console.test_library_card import CARD as OWN
from tests.console.test_library_card import HERS, PUBLISH

THEIRS = "Замовте на сайті МВС: це швидше."
MINE = "Безплатно, якщо замовити на сайті."


async def both_open(desk: ServedDesk, path: str) -> tuple[Librarian, Librarian]:
    nina, olha = [await desk.librarian(name, role=Role.EDITOR) for name in ("Ніна", "Ольга")]
    for one in (nina, olha):
        await one.open(path)
    return nina, olha


async def publishes(browser: Librarian, **given: object) -> None:
    """Press «Опублікувати» on the form of the page, as a browser sends it."""
    await browser.post(f"{CARD}/save", **{**filled(browser), "do": "save", **given})


def status(browser: Librarian) -> int:
    assert browser.page
    return browser.page.status_code


def card(folder: Path) -> tuple[str, str]:
    """What the file tells to do now, and what it costs."""
    data = content_writer(folder).find("services", "criminal-record").data
    return str(data["now"]["uk"]), str(data["cost"]["uk"])


async def test_a_form_answered_with_a_question_does_not_overwrite_what_came_meanwhile(
    desk: ServedDesk, own_content: Path
) -> None:
    nina, olha = await both_open(desk, CARD)
    await publishes(olha, **{"cost.uk": MINE})
    assert status(olha) == 422
    olha.sees("Напишіть чому")
    await publishes(nina, why=WHY, **{"now.uk": THEIRS})
    nina.sees("Збережено")
    await publishes(olha, why="Сайт МВС")
    assert status(olha) == 409
    olha.sees(
        "Поки ви писали, це змінив хтось інший", "Змінено: Ніна", "Поки ви писали, це змінено"
    )
    assert card(own_content)[0] == THEIRS
    # What I did not touch is the other's, mine is mine, and why need not be told again.
    form = filled(olha)
    assert form["now.uk"] == [THEIRS]
    assert form["cost.uk"] == [MINE]
    assert form["why"] == ["Сайт МВС"]
    await publishes(olha)
    olha.sees("Збережено")
    assert card(own_content) == (THEIRS, MINE)


async def test_a_form_refused_or_looked_at_after_the_change_tells_of_it_at_once(
    desk: ServedDesk, own_content: Path
) -> None:
    nina, olha = await both_open(desk, CARD)
    mine = filled(olha)
    await publishes(nina, why=WHY, **{"now.uk": THEIRS})
    for given in ({"do": "save", "why": ""}, {"do": "preview"}):
        await olha.post(f"{CARD}/save", **{**mine, "cost.uk": MINE, **given})
        assert status(olha) == 409, given
        olha.sees("Поки ви писали, це змінив хтось інший")
        assert filled(olha)["now.uk"] == [THEIRS]
    await olha.post(f"{CARD}/remove", version=str(mine["version"][0]), why=WHY)  # type: ignore[index]
    assert status(olha) == 409
    assert filled(olha)["now.uk"] == [THEIRS]
    assert card(own_content)[0] == THEIRS


async def test_where_both_wrote_both_stand_on_the_page_and_the_person_decides(
    desk: ServedDesk, own_content: Path
) -> None:
    nina, olha = await both_open(desk, CARD)
    started = filled(olha)
    await publishes(nina, why=WHY, **{"now.uk": THEIRS})
    await publishes(olha, why=WHY, **{"now.uk": "Спитайте в ЦНАП."})
    assert status(olha) == 409
    olha.sees("Зараз у файлі", THEIRS)
    assert filled(olha)["now.uk"] == ["Спитайте в ЦНАП."]
    # A third change: it is told of again, by the values that the form has now.
    await nina.open(CARD)
    await publishes(nina, why=WHY, **{"cost.uk": MINE})
    await publishes(olha)
    assert status(olha) == 409
    assert filled(olha)["cost.uk"] == [MINE]
    assert card(own_content) == (THEIRS, MINE)
    await publishes(olha)
    olha.sees("Збережено")
    assert card(own_content) == ("Спитайте в ЦНАП.", MINE)
    # A form that tells wrongly what it began with: nothing is taken for untouched.
    for began in ("", "[]", "{}", "[" * 100_000):
        await olha.post(f"{CARD}/save", **{**started, "began": began, "do": "save"})
        assert status(olha) == 409
        assert filled(olha)["cost.uk"] == started["cost.uk"]
        olha.sees("Зараз у файлі", MINE)
    assert card(own_content) == ("Спитайте в ЦНАП.", MINE)


async def test_the_head_s_form_of_her_card_keeps_the_same_rule(
    desk: ServedDesk, own_content: Path
) -> None:
    head = await desk.librarian("Галина", role=Role.HEAD)
    editor = await desk.librarian("Ніна", role=Role.COORDINATOR)
    for one in (head, editor):
        await one.open(f"{OWN}?library={CENTRAL}")
    hers, theirs = boxes(head), boxes(editor)
    await editor.post(PUBLISH, **{**theirs, "act": "publish", "address": "вул. Миру, 41"})
    editor.sees("Оприлюднено.")
    typed = {**hers, "phone": "2-10-10", "email": "nova@example.org"}
    for act in ("publish", "preview"):
        await head.post(PUBLISH, **{**typed, "act": act})
        assert status(head) == 409
        head.sees("Змінено: Ніна", "Було:", "Так записано зараз")
        shown = boxes(head)
        assert shown["address"] == "вул. Миру, 41"
        assert (shown["phone"], shown["email"]) == ("2-10-10", "nova@example.org")
    await head.post(PUBLISH, **{**boxes(head), "act": "publish"})
    assert status(head) == 422
    await head.post(PUBLISH, **{**boxes(head), "act": "publish", "phone": HERS["phone"]})
    head.sees("Оприлюднено.")
    central = next(one for one in load(own_content).content.access_points if one.id == CENTRAL)
    assert central.address == "вул. Миру, 41"
    assert central.email == "nova@example.org"


def boxes(browser: Librarian) -> dict[str, str]:
    """The head's form as a browser sends it."""
    assert browser.page
    html = browser.page.text
    html = html[html.index('action="/desk/library/card/publish"') :]
    found = {}
    for tag in re.finditer(r"<input[^>]*>", html):
        name, value = (re.search(rf' {one}="([^"]*)"', tag[0]) for one in ("name", "value"))
        if name and name[1] != "csrf":
            found[name[1]] = unescape(value[1]) if value else ""
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', html, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def test_fields_are_merged_one_by_one() -> None:
    began, now = {"a": 1, "b": 1, "c": 1, "gone": 1}, {"a": 2, "b": 1, "c": 2, "new": 1}
    found = merged(began, {"a": 1, "b": 3, "c": 3, "gone": 1}, now)
    assert found.values == {"a": 2, "b": 3, "c": 3, "new": 1, "gone": None}
    assert found.theirs == {"a", "gone", "new"}
    assert found.both == {"c"}
    same = merged(began, {"a": 2, "b": 1, "c": 2, "new": 1}, now)
    assert not same.theirs | same.both
    unknown = merged(None, {"a": 1, "b": 1}, {"a": 2, "b": 1})
    assert unknown.values == {"a": 1, "b": 1}
    assert unknown.both == {"a"}
