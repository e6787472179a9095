"""What librarians found out that cards lack stands in a list of its own, for who edits cards."""

from pathlib import Path

from bot.content import load
from bot.requests.service import Requests
from bot.staff.model import Role
from tests.console.served_desk import OBLAST, ServedDesk
from tests.console.test_content import filled


async def test_the_list_shows_the_card_what_it_lacks_and_the_answer(served: ServedDesk) -> None:
    request = await served.ask("Скільки коштує КЕП?", service="kep", lacks=("cost",))
    oksana = await served.librarian("Оксана")
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/answer", words="У податковій – безоплатно.")
    boss = await served.librarian("Ніна", role=Role.COORDINATOR)
    await boss.open("/desk/proposals")
    boss.sees("Для карток", "Кваліфікований електронний підпис", "kep", "cost", request.number)
    boss.sees("У податковій – безоплатно.")
    await oksana.open("/desk")
    oksana.misses("Для карток")


async def test_an_answer_that_helped_becomes_a_draft_without_who_it_was(
    desk: ServedDesk, own_content: Path
) -> None:
    number = await helped(desk)
    editor = await desk.librarian("Ніна", point=OBLAST, role=Role.EDITOR)
    await editor.open("/desk/proposals")
    editor.sees("З чого зробити картку", "чи можна читати вдома", "Беріть на два тижні.")
    editor.misses("Ірина Коваленко", "067 123")
    await editor.open(f"/desk/content/ready_answers/new?from={number}")
    editor.sees("Чернетка відповіді бібліотекаря", "Беріть на два тижні. Дзвоніть: …")
    editor.misses("067 123", "Коваленко")
    assert not [one for one in load(own_content).content.desk.ready_answers if one.id == "at-home"]
    given = {**filled(editor), "id": "at-home", "text.uk": "Беріть на два тижні.", "do": "save"}
    await editor.post("/desk/content/ready_answers/new/save", **given)
    editor.sees("Збережено")
    made = {one.id: one for one in load(own_content).content.desk.ready_answers}
    assert made["at-home"].text.main == "Беріть на два тижні."
    await editor.open("/desk/proposals")
    editor.misses("чи можна читати вдома")  # something was made of it
    # A card begins with it as well; a stranger's request that helped nobody is no draft.
    await editor.open(f"/desk/content/services/new?from={number}")
    editor.sees("Беріть на два тижні.", "чи можна читати вдома")
    other = await desk.ask("Інше запитання?", peer="petro")
    await editor.open(f"/desk/content/services/new?from={other.number}")
    editor.misses("Чернетка", "Інше запитання")


async def test_a_librarian_proposes_an_answer_and_an_editor_makes_it_a_draft(
    desk: ServedDesk, own_content: Path
) -> None:
    request = await desk.ask("Мене звати Ірина Коваленко, чи можна сканувати паспорт?")
    oksana = await desk.librarian("Оксана")
    editor = await desk.librarian("Ніна", point=OBLAST, role=Role.EDITOR)
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/propose")
    oksana.misses("Запропоновано редакторам")  # nothing is answered yet
    await oksana.post(f"{page}/answer", words="Можна, дві гривні. Оксана, 067 123 45 67")
    oksana.sees("Запропонувати для картки")
    await editor.open("/desk/proposals")
    editor.misses("дві гривні")
    await oksana.post(f"{page}/propose")
    oksana.sees("Редактори бачать відповідь", "Запропоновано редакторам")
    oksana.misses("Запропонувати для картки")
    await editor.open("/desk/proposals")
    editor.sees("дві гривні", "пропонує бібліотекар")
    editor.misses("Коваленко", "067 123")
    await editor.open(f"/desk/content/ready_answers/new?from={request.number}")
    editor.sees("Чернетка відповіді бібліотекаря", "Можна, дві гривні.")
    # Another library's librarian does not see the request, and can't put it forward.
    other = await desk.ask("Інше запитання?", peer="petro")
    stranger = await desk.librarian("Галина", "zinkiv-tsentralna")
    await stranger.open("/desk")
    await stranger.post(f"/desk/requests/{other.number}/propose")
    assert stranger.page
    assert stranger.page.status_code == 404


async def test_what_did_not_help_is_marked_and_the_card_it_was_asked_from_is_at_hand(
    desk: ServedDesk, own_content: Path
) -> None:
    request = await desk.ask("Скільки чекати КЕП?", service="kep")
    oksana = await desk.librarian("Оксана")
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/answer", words="Добрий день, пані Маріє! Одну годину.")
    await oksana.post(f"{page}/propose")
    async with desk.app.database.unit() as unit:
        side = desk.app.bind(unit)[Requests].citizen
        citizen = await desk.citizen_of(unit)
        await side.rate(request.number, 1, citizen=citizen, now=desk.clock())
    editor = await desk.librarian("Ніна", point=OBLAST, role=Role.EDITOR)
    await editor.open("/desk/proposals")
    editor.sees("Одну годину.", "читач каже: «Не допомогло»", "Змінити цю картку")
    editor.misses("Маріє", "Відповіді, які допомогли")
    await editor.open(f"/desk/content/services/kep?from={request.number}")
    editor.sees("Що відповів бібліотекар", "Одну годину.")
    editor.misses("Маріє")
    assert request.number in str(filled(editor)["why"])
    await editor.open(f"/desk/content/services/new?from={request.number}")
    (file,) = (one for one in sorted((own_content / "services").glob("*.yaml"))
               if "  - id: kep\n" in one.read_text(encoding="utf-8"))  # fmt: skip
    assert editor.page
    assert f"<option selected>services/{file.name}</option>" in editor.page.text
    # A reader who is no editor sees nothing of it by the address.
    stranger = await desk.librarian("Галина", "zinkiv-tsentralna")
    await stranger.open(f"/desk/content/services/kep?from={request.number}")
    stranger.misses("Одну годину.")


async def helped(desk: ServedDesk) -> str:
    """A request whose answer helped; its number."""
    request = await desk.ask("Мене звати Ірина Коваленко, чи можна читати вдома?")
    oksana = await desk.librarian("Оксана")
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/answer", words="Беріть на два тижні.\r\nДзвоніть: 067 123 45 67")
    oksana.misses("Зробити готову відповідь")
    async with desk.app.database.unit() as unit:
        side = desk.app.bind(unit)[Requests].citizen
        citizen = await desk.citizen_of(unit)
        await side.rate(request.number, 3, citizen=citizen, now=desk.clock())
    boss = await desk.librarian("Галя", role=Role.COORDINATOR)
    await boss.open(page)
    boss.sees("Зробити готову відповідь", "Зробити картку")
    return request.number
