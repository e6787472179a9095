"""A card as it is read: what is done first stands first, and one button is the way on."""

import pytest

from bot.app.content_index import ContentIndex
from tests.talk import Talk, plain


@pytest.mark.parametrize(
    ("card", "first", "then"),
    [
        ("fraud", "подзвоніть у свій банк", "Телефонуйте: 102 – поліція, одразу після банку."),
        ("local-issues", "Найперше скажіть старості", "Телефонуйте: 1545"),
        ("pension-payment", "Телефонуйте: 0 800 503 753", "спитайте, чи її нараховано"),
        ("utility-debts", "попросіть розстрочку", "Телефонуйте: 0 800 213 103 – юрист"),
    ],
)
async def test_what_is_done_first_stands_first(
    talk_here: Talk, card: str, first: str, then: str
) -> None:
    await talk_here.start(f"service__{card}")
    shown = plain(talk_here.screen[-1].text)
    assert 0 < shown.index("Що зробити зараз:") < shown.index(first) < shown.index(then)


@pytest.mark.parametrize(
    ("card", "way_on"),
    [
        ("library-access-point", "Знайти бібліотеку"),
        ("library-internet", "Знайти бібліотеку"),
        ("library-events", "Запитати бібліотекаря"),
        ("library-edd", "Замовити копію"),
    ],
)
async def test_the_way_on_from_a_card_of_libraries_is_a_library(
    talk_here: Talk, card: str, way_on: str
) -> None:
    await talk_here.start(f"service__{card}")
    assert talk_here.buttons[0] == way_on
    await talk_here.tap(way_on)
    talk_here.misses("Про що йдеться?")


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("відмовили у відстрочці", "Влада відмовила"),
        ("мені не дали групу на комісії", "Не дали групу чи дали не ту"),
        ("не приймають документи на паспорт", "Влада відмовила"),
    ],
)
async def test_who_was_refused_is_told_whom_to_ask_and_gets_a_letter(
    talk_here: Talk, said: str, title: str
) -> None:
    await talk_here.say(said)
    talk_here.sees(title, "Що зробити зараз:")
    assert "[підпис]" in plain(talk_here.screen[-1].text)


def test_each_of_the_commonest_that_an_authority_decides_ends_in_a_letter(
    content_index: ContentIndex,
) -> None:
    content = content_index.content
    without = [one for one in content.commonest if not content.playbooks.about(one)]
    assert set(without) <= ADVICE


ADVICE = {
    "work-record", "divorce", "inheritance", "affordable-medicines", "diia-app",
    "diia-signature", "legal-aid-free", "fraud", "debts-loans", "library-internet",
}  # fmt: skip  # nobody decides there: what to do is the whole answer
