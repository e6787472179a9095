"""Ways of asking beside a card: what people ask of it, tried aside, then published in one step."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

import bot.app.content_trial as trial
from bot.learning.model import UnclearReason
from bot.learning.service import Learning
from bot.requests.service import Requests
from bot.staff.model import Role
from bot.understanding.evaluation.trial import Tell, Trial, Turned
from tests.console.served_desk import Librarian, ServedDesk

CARD = "/desk/content/services/criminal-record"
FOUND = Trial(
    own=(Turned("папірець що не сидів", ("criminal-record",), "passport-lost", "criminal-record",
                was_right=False, is_right=True),),
    asked=120, right_before=100, right_after=100,
    turned=(
        Turned("чи я судимий", ("criminal-record",), "librarian", "criminal-record",
               was_right=False, is_right=True),
        Turned("апостиль на довідку", ("apostille",), "apostille", "criminal-record",
               was_right=True, is_right=False),
    ),
)  # fmt: skip


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> tuple[asyncio.Event, list[tuple[str, ...]]]:
    """Lets the trial end; the lines that were tried."""
    go, asked = asyncio.Event(), []

    async def trial_of(
        folder: Path, entry: str, lines: Sequence[str], *, sentences: bool, tell: Tell
    ) -> Trial:
        asked.append((entry, *lines))
        tell(3)
        await go.wait()
        if "хиба" in lines:
            raise trial.FailedTrialError
        return FOUND

    assert isinstance(trial, ModuleType)
    monkeypatch.setattr(trial, "trial_of", trial_of)
    return go, asked


async def asked_by_people(desk: ServedDesk) -> None:
    async with desk.app.database.unit() as unit:
        desk.app.bind(unit)[Learning].note(
            "папірець що не сидів, мій телефон 067 123 45 67", asker=("web", "a"),
            why=UnclearReason.OTHER, now=desk.clock(), offered=["criminal-record"],
            chosen="criminal-record",
        )  # fmt: skip


async def editor_at(desk: ServedDesk, path: str = CARD) -> Librarian:
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    return await editor.open(path)


async def test_the_effect_is_seen_before_the_lines_are_published(
    desk: ServedDesk, own_content: Path, answers: tuple[asyncio.Event, list[tuple[str, ...]]]
) -> None:
    go, tried = answers
    await asked_by_people(desk)
    file = own_content / "examples" / "criminal-record.txt"
    before = file.read_bytes()
    editor = await editor_at(desk)
    editor.misses("067 123")
    await editor.post(f"{CARD}/tries", asked="1", lines="чиста довідка\n")
    editor.sees("ця сторінка подивиться сама")
    editor.sees("Крок 3 з 7: вчимо його з вашими рядками. Триває 0:0")
    assert editor.page
    assert editor.page.headers["refresh"]
    place = editor.page.url.path
    go.set()
    await asyncio.sleep(0)
    await editor.open(place)
    editor.sees(
        "120 інших запитань", "до цього 100, з вашими рядками 100", "Стануть правильними",
        "чи я судимий", "бібліотекар → Довідка про несудимість", "Зіпсуються",
        "апостиль на довідку",
    )  # fmt: skip
    assert "refresh" not in editor.page.headers
    assert [one[0] for one in tried] == ["criminal-record"]
    assert tried[0][2] == "чиста довідка"
    assert file.read_bytes() == before
    other = await desk.librarian("Ольга", role=Role.EDITOR)
    await other.open(place)
    other.sees("Такої перевірки немає")
    await editor.post(f"{CARD}/asks", seen="1", lines="папірець що не сидів\r\nчиста довідка")
    editor.sees("Додано 2 способи запитати")
    editor.misses("папірець що не сидів")  # it is off the list
    lines = file.read_text().splitlines()
    assert {"папірець що не сидів", "чиста довідка"} <= set(lines)


async def test_what_cannot_be_found_out_loses_nothing(
    desk: ServedDesk, answers: tuple[asyncio.Event, list[tuple[str, ...]]]
) -> None:
    go, _ = answers
    editor = await editor_at(desk)
    await editor.post(f"{CARD}/tries", lines=" \r\n")
    editor.sees("Виберіть запитання")
    await editor.open(CARD)
    go.set()
    await editor.post(f"{CARD}/tries", lines="хиба\r\nмій номер 067 123 45 67")
    assert editor.page
    await editor.open(editor.page.url.path)
    editor.sees("Цього разу нічого не вдалося", "хиба", "називає людину")


async def test_bad_ratings_of_its_answers_stand_beside_the_card_without_who_it_was(
    served: ServedDesk,
) -> None:
    request = await served.ask("Мене звати Оленка, скільки чекати?", service="criminal-record")
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/answer", words="Не знаю.")
    async with served.app.database.unit() as unit:
        side = served.app.bind(unit)[Requests].citizen
        citizen = await served.citizen_of(unit)
        await side.rate(request.number, 1, citizen=citizen, now=served.clock())
        await side.comment(request.number, "Дзвоніть 067 123 45 67: строк!", citizen=citizen,
                           now=served.clock())  # fmt: skip
    editor = await editor_at(served)
    editor.sees("Відповіді про це, які мало допомогли", "скільки чекати?", "Не допомогло", "строк!")
    editor.misses("Оленка", "067 123")
    await editor.open("/desk/content/services/apostille")
    editor.misses("скільки чекати?")
    await oksana.open(CARD)
    oksana.misses("скільки чекати?")
