"""/desk/problems: for administrators alone, without a word of a reader, without JavaScript."""

from sqlalchemy import select

from bot.staff.model import Role
from bot.storage import inbox
from bot.storage.tables import inbox as events
from tests.console.served_desk import ServedDesk

WORDS = "моя таємниця 0671112233"


async def broken_event(served: ServedDesk, peer: str = "olena") -> str:
    """A message of a reader that broke three times; the number of the problem."""
    body = {"peer": peer, "lang": "uk", "at": served.clock().isoformat(), "text": WORDS, "id": "x"}
    async with served.app.database.unit() as unit:
        inbox.accept(unit, "web", [("x", peer, body)], now=served.clock())
        (row,) = await unit.all(select(events.c.id).order_by(events.c.id.desc()).limit(1))
        reason = "KeyError at handlers.citizen.menu:show:31"
        await inbox.failed(unit, row.id, attempts=3, reason=reason, parked=True)
    return f"event-{row.id}"


async def test_only_an_administrator_finds_it(served: ServedDesk) -> None:
    admin = await served.librarian("Ніна", role=Role.ADMIN)
    await admin.open("/desk")
    assert admin.page
    assert 'href="/desk/problems"' in admin.page.text
    await admin.open("/desk/problems")
    admin.sees("Проблем немає")
    for role in (Role.LIBRARIAN, Role.HEAD, Role.COORDINATOR):
        other = await served.librarian(f"Оксана {role.value}", role=role)
        await other.open("/desk")
        assert other.page
        assert "/desk/problems" not in other.page.text
        for path in ("/desk/problems", "/desk/problems/retry", "/desk/problems/drop"):
            await other.open(path)
            assert other.page.status_code == 403
        await other.open("/desk")
        await other.post("/desk/problems/drop", problem="event-1")
        assert other.page.status_code == 403


async def test_reason_place_and_age_in_both_languages_and_no_word(served: ServedDesk) -> None:
    number = await broken_event(served)
    served.clock.later(days=3)
    admin = await served.librarian("Ніна", role=Role.ADMIN)
    await admin.open("/desk/problems")
    admin.sees(number, "Повідомлення читача не оброблено", "KeyError", "3 спроби", "3 дні", "web")
    admin.sees("handlers.citizen.menu:show:31")
    admin.misses("таємниця", "0671112233", "olena")
    await admin.open("/desk/problems?lang=en")
    admin.sees("Message from a reader: not handled", "3 tries", "3 days", "Try again")


async def test_tried_again_the_running_service_answers_and_the_log_knows_who_did_it(
    served: ServedDesk,
) -> None:
    number = await broken_event(served)
    admin = await served.librarian("Ніна", role=Role.ADMIN)
    await admin.open("/desk/problems")
    await admin.post("/desk/problems/retry", problem=number)
    admin.sees("пробуємо ще раз", "Проблем немає")
    await served.app.dispatcher.sweep()  # as housekeeping does now and then
    await served.app.rest()
    assert await served.told()
    await admin.open("/desk/audit?act=problem_retried")
    admin.sees("Ніна", number)
    await admin.open("/desk/problems")
    await admin.post("/desk/problems/retry", problem=number)
    assert admin.page
    assert admin.page.status_code == 409
    admin.sees("хтось спробував ще раз")


async def test_put_away_it_is_gone_for_good(served: ServedDesk) -> None:
    number = await broken_event(served)
    admin = await served.librarian("Ніна", role=Role.ADMIN)
    await admin.open("/desk/problems")
    await admin.post("/desk/problems/drop", problem=number)
    admin.sees("прибрано", "Проблем немає")
    await served.app.dispatcher.sweep()
    await served.app.rest()
    assert await served.told() == []
    await admin.open("/desk/audit?act=problem_dropped")
    admin.sees("Ніна", number)
    for wrong in (number, "event-99", "letter-99", "", "'; DROP", "event-9999999999999"):
        await admin.open("/desk/problems")
        await admin.post("/desk/problems/drop", problem=wrong)
        assert admin.page
        assert admin.page.status_code == 409


async def test_a_forged_form_changes_nothing(served: ServedDesk) -> None:
    number = await broken_event(served)
    admin = await served.librarian("Ніна", role=Role.ADMIN)
    await admin.post("/desk/problems/drop", problem=number, csrf="0" * 64)
    assert admin.page
    assert admin.page.status_code == 403
    await admin.open("/desk/problems")
    admin.sees(number)
