"""What is asked for in words: an appointment, one's own one, how soon it is."""

from datetime import date

import pytest

from bot.appointments.links import read_token
from bot.appointments.request_words import OwnAct, read_own, read_request, topic_in, urgency_in
from bot.appointments.schedule import Kind

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("як записатися до юриста", Kind.LEGAL_AID), ("нужен адвокат", Kind.LEGAL_AID),
     ("допоможіть заповнити заяву", Kind.HELP_HOUR), ("година допомоги", Kind.HELP_HOUR),
     ("запишіть мене на завтра", None)],
)  # fmt: skip
def test_who_only_asks_to_be_booked(text: str, kind: Kind | None) -> None:
    asked = read_request(text, today=MONDAY)
    assert asked is not None
    assert asked.kind is kind


@pytest.mark.parametrize(
    "text",
    ["запишіть до лікаря", "потрібна допомога", "юрист", "скільки коштує адвокат у суді",
     "як записати дитину в садок", "", "де юрист помилився", "потрібна порада"],
)  # fmt: skip
def test_what_says_anything_else_asks_for_none(text: str) -> None:
    assert read_request(text, today=MONDAY) is None


def test_help_with_a_phone_is_no_wish_to_be_called() -> None:
    asked = read_request("мені потрібна година допомоги з телефоном", today=MONDAY)
    assert asked is not None
    assert asked.wish.modes == frozenset()


@pytest.mark.parametrize(
    ("text", "act", "is_named"),
    [("скасуйте мій запис", OwnAct.CANCEL, True), ("отмените запись", OwnAct.CANCEL, False),
     ("не зможу прийти", OwnAct.CANCEL, False), ("коли мій прийом?", OwnAct.LIST, True),
     ("перенесіть мій запис на середу", OwnAct.MOVE, True),
     ("i can't come", OwnAct.CANCEL, False), ("cancel my appointment", OwnAct.CANCEL, True)],
)  # fmt: skip
def test_what_is_wanted_with_ones_own(text: str, act: OwnAct, is_named: bool) -> None:
    own = read_own(text, today=MONDAY)
    assert own is not None
    assert (own.act, own.is_named) == (act, is_named)


@pytest.mark.parametrize(
    "text",
    ["скасуйте запис до лікаря", "скасувати субсидію", "коли пенсія", "перенесіть гроші на картку",
     "не зможу заплатити", "де записатися в бібліотеку", "мій запис у трудовій скасували", ""],
)  # fmt: skip
def test_what_is_anothers_matter_is_not_ones_own(text: str) -> None:
    own = read_own(text, today=MONDAY)
    assert own is None or not own.is_named


@pytest.mark.parametrize(
    ("text", "soon"),
    [("суд через тиждень", True), ("терміново", True), ("завтра", True), ("так", True),
     ("не терміново", False), ("ні", False), ("почекає", False), ("розлучення", None)],
)  # fmt: skip
def test_how_soon_it_is(text: str, soon: bool | None) -> None:
    assert urgency_in(text, today=MONDAY) is soon


def test_a_topic_by_a_word_of_it() -> None:
    assert topic_in("хочу розлучитися", ["housing", "family"]) == "family"
    assert topic_in("щось своє", ["housing", "family"]) == ""


@pytest.mark.parametrize(
    ("text", "token"),
    [("482-915-k3fwq2mzabcd", "482-915-k3fwq2mzabcd"),
     ("https://mistok.test/appointment/482-915-k3fwq2mzabcd", "482-915-k3fwq2mzabcd"),
     (" 482-915-K3FWQ2MZABCD/ ", "482-915-k3fwq2mzabcd"),
     ("482-915", ""), ("мій 482-915-k3fwq2mzabcd", ""), ("482-915-k3fwq2mzabc1", "")],
)  # fmt: skip
def test_the_address_of_a_slip_is_known_in_any_chat(text: str, token: str) -> None:
    assert read_token(text) == token
