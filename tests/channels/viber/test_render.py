"""Message -> what Viber gets; each rendered message is one that the fake takes."""

import json
from collections.abc import Sequence

import pytest

from bot.channels.viber.client import encoded
from bot.channels.viber.inbound import tokens_of
from bot.channels.viber.keyboard import still_of_use
from bot.channels.viber.render import joined, render
from bot.engine.model import FileLink, Key, Message, Pin
from bot.engine.turn import Point
from tests.channels.viber.common import Json
from tests.fakes.viber.checks import check_message

HOME = "https://mistok.test"
RIVNE = Point(50.6199, 26.2516)
PIN = Pin(RIVNE, "Бібліотека", "вул. Соборна, 1", approximate=True)
YES, NO = Key("Так", token="1:yes"), Key("Ні", token="1:no")
FIND = Key("Знайти", token="find")


def drawn(message: Message, *, home: str = HOME, earlier: Sequence[Key] = ()) -> list[Json]:
    shown = render(message, text=str, name="Місток", home=home, earlier=earlier)
    for one in shown:
        check_message(one)
        assert one["keyboard"]
        assert len(encoded({"receiver": "01234567890123456789abcd=", **one})) <= 30_000
    return shown


def buttons(shown: Json) -> list[tuple[str, str]]:
    return [(one["Text"], one["ActionType"]) for one in shown["keyboard"]["Buttons"]]


class TestTexts:
    def test_a_title_stands_first(self) -> None:
        (shown,) = drawn(Message("Слова.", title="Назва"))
        assert (shown["type"], shown["text"]) == ("text", "Назва\nСлова.")
        assert shown["sender"] == {"name": "Місток"}
        assert shown["min_api_version"] == 1

    def test_what_is_to_be_copied_is_a_message_of_its_own(self) -> None:
        (shown,) = drawn(Message("До [орган].\n[підпис]", to_copy=True))
        assert shown["text"] == "До [орган].\n[підпис]"

    def test_details_are_told_whole(self) -> None:
        (shown,) = drawn(Message("Що.", title="Назва", details="Кроки."))
        assert shown["text"] == "Назва\nЩо.\n\nКроки."

    def test_a_long_one_is_parted(self) -> None:
        shown = drawn(Message("Речення тут. " * 1200, rows=((FIND,),)))
        assert len(shown) == 3
        assert max(len(one["text"]) for one in shown) <= 7000
        assert all(buttons(one) == [("Знайти", "reply")] for one in shown)

    @pytest.mark.parametrize("letter", ["ї", "🌉", "’", "\n", '"', "a"])
    def test_whatever_its_letters_it_fits_into_30_kb(self, letter: str) -> None:
        rows = tuple((Key(f"{n} " + "Бібліотека " * 15, token=f"library__{n}"),) for n in range(9))
        shown = drawn(Message(f"a{letter * 6998}b", rows=rows))
        joined = "".join(one["text"] for one in shown)
        assert joined.replace("\n", "") == f"a{letter * 6998}b".replace("\n", "")

    def test_cyrillic_is_not_escaped(self) -> None:
        raw = encoded(drawn(Message("ї" * 7000))[0])
        assert len(raw) < 15_000

    def test_half_a_pair_does_no_harm(self) -> None:
        (shown,) = drawn(Message("а\ud83cб"))
        assert shown["text"] == "а?б"

    def test_nothing_but_buttons(self) -> None:
        (shown,) = drawn(Message(" ", rows=((FIND,),)))
        assert shown["text"] == "…"


class TestButtons:
    def test_a_row_is_shared_evenly(self) -> None:
        (shown,) = drawn(Message("?", rows=((YES, NO), (FIND,))))
        assert [one["Columns"] for one in shown["keyboard"]["Buttons"]] == [3, 3, 6]

    def test_what_a_tap_says_leads_to_its_token(self) -> None:
        (shown,) = drawn(Message("?", rows=((YES, NO),)))
        assert [one["ActionBody"] for one in shown["keyboard"]["Buttons"]] == ["Так", "Ні"]
        assert tokens_of(shown["tracking_data"]) == {"Так": "1:yes", "Ні": "1:no"}

    def test_two_with_one_label_say_something_else(self) -> None:
        (shown,) = drawn(Message("?", rows=((FIND,), (Key("Знайти", token="other"),))))
        assert tokens_of(shown["tracking_data"]) == {"Знайти": "find", "Знайти (2)": "other"}
        assert [one[0] for one in buttons(shown)] == ["Знайти", "Знайти"]

    def test_a_web_address_opens(self) -> None:
        (shown,) = drawn(Message("?", rows=((Key("Сайт", url="https://example.org/?a=1&b=2"),),)))
        (button,) = shown["keyboard"]["Buttons"]
        assert (button["ActionType"], button["ActionBody"]) == (
            "open-url", "https://example.org/?a=1&b=2",
        )  # fmt: skip

    def test_a_phone_is_a_line(self) -> None:
        (known,) = drawn(Message("Дзвоніть: 102.", rows=((Key("Поліція", url="tel:102"),),)))
        assert known["text"] == "Дзвоніть: 102."
        (shown,) = drawn(Message("Дзвоніть.", rows=((Key("Поліція", url="tel:102"),),)))
        assert shown["text"] == "Дзвоніть.\n\nПоліція: 102"

    def test_signs_of_html_are_shown_as_they_are(self) -> None:
        (shown,) = drawn(Message("?", rows=((Key("<b>5 < 6</b>", token="a"),),)))
        (button,) = shown["keyboard"]["Buttons"]
        assert button["Text"] == "&lt;b&gt;5 &lt; 6&lt;/b&gt;"
        assert button["ActionBody"] == "<b>5 < 6</b>"

    def test_each_message_has_a_keyboard(self) -> None:
        (shown,) = drawn(Message("Усе."))
        assert buttons(shown) == [("Menu", "reply")]
        assert "tracking_data" not in shown

    def test_those_without_room_are_lines_that_can_be_typed(self) -> None:
        rows = tuple((Key(f"Книга {n}", token=f"book__{n}"),) for n in range(30))
        (shown,) = drawn(Message("?", rows=rows))
        assert len(shown["keyboard"]["Buttons"]) == 12
        assert shown["text"].splitlines()[-1] == "– Книга 29"

    def test_what_is_sent_along_has_its_limit(self) -> None:
        rows = tuple(
            (Key(f"{n} " + "“дуже довга назва” " * 11, token="t" * 64),) * 6 for n in range(12)
        )
        shown, *_ = drawn(Message("?", rows=rows))
        assert 3000 < len(shown["tracking_data"]) <= 4000
        json.loads(shown["tracking_data"])

    def test_a_place_is_asked_for_by_a_button_that_old_apps_do_not_know(self) -> None:
        (shown,) = drawn(Message("Звідки ви?", wants=("text", "point"), rows=((FIND,),)))
        assert buttons(shown) == [("Send my location", "location-picker"), ("Знайти", "reply")]
        assert shown["min_api_version"] == 3


class TestEarlierButtons:
    """The new keyboard takes the place of the one before."""

    def test_stand_below_and_small(self) -> None:
        (shown,) = drawn(Message("?", rows=((FIND,),)), earlier=[YES, NO])
        sizes = [(one["Text"], one["TextSize"]) for one in shown["keyboard"]["Buttons"]]
        assert sizes == [("Знайти", "regular"), ("Так", "small"), ("Ні", "small")]
        assert tokens_of(shown["tracking_data"])["Ні"] == "1:no"

    def test_answers_end_with_the_next_question_and_links_do_not(self) -> None:
        question = Message("?", rows=((Key("Далі", token="2:next"),),))
        assert still_of_use(question, [YES, FIND]) == [FIND]
        assert still_of_use(Message("Новина", rows=((FIND,),)), [YES, FIND]) == [YES]

    def test_have_no_more_than_the_room_that_is_left(self) -> None:
        rows = tuple((Key(f"Книга {n}", token=f"book__{n}"),) for n in range(12))
        (shown,) = drawn(Message("?", rows=rows), earlier=[YES])
        assert len(shown["keyboard"]["Buttons"]) == 12


class TestMore:
    def test_a_place_follows_its_words(self) -> None:
        words, place = drawn(Message("Ось вона.", pin=PIN, rows=((FIND,),)))
        assert place["location"] == {"lat": RIVNE.lat, "lon": RIVNE.lon}
        assert buttons(place) == buttons(words) == [("Знайти", "reply")]

    def test_a_file_is_fetched_from_us(self) -> None:
        file = FileLink(5, "Стаття.pdf", 2048, "/file/abc")
        words, shown = drawn(Message("Ваша стаття.", file=file))
        assert words["text"] == "Ваша стаття."
        assert (shown["media"], shown["size"], shown["file_name"]) == (
            "https://mistok.test/file/abc", 2048, "Стаття.pdf",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("home", "size"), [("", 10), ("http://127.0.0.1", 10), (HOME, 60 * 1024 * 1024)]
    )
    def test_a_file_that_viber_can_not_fetch_is_a_line(self, home: str, size: int) -> None:
        file = FileLink(5, "Стаття.pdf", size, "/file/abc")
        (shown,) = drawn(Message("Ваша стаття.", file=file), home=home)
        assert "Стаття.pdf (" in shown["text"]
        assert "/file/abc" in shown["text"]

    def test_a_list_is_also_cards_that_stay(self) -> None:
        rows = (
            (Key("Деражня", token="3:derazhnia"),),
            (Key("Хмельницький", token="library__hounb"),),
            (Key("Меню", token="menu"),),
        )
        words, cards = drawn(Message("Ваші бібліотеки:", rows=rows, cards=("derazhnia", "hounb")))
        assert words["type"] == "text"
        shown = cards["rich_media"]["Buttons"]
        assert [one["Text"] for one in shown] == ["Деражня", "Хмельницький"]
        assert cards["alt_text"] == "Деражня\nХмельницький"
        assert cards["min_api_version"] == 2
        tokens = tokens_of(cards["tracking_data"])
        assert [tokens[one["ActionBody"]] for one in shown] == ["3:derazhnia", "library__hounb"]

    def test_one_thing_is_no_list(self) -> None:
        rows = ((Key("Хмельницький", token="library__hounb"),), (FIND,))
        assert len(drawn(Message("Ваша бібліотека.", rows=rows, cards=("hounb",)))) == 1

    def test_all_that_is_said_to_who_comes_is_one_message(self) -> None:
        cards = ("a", "b")
        said = [
            Message("Вітаємо.", title="Місток", rows=((FIND,),), cards=cards),
            Message("Ось.", pin=PIN, cards=cards),
        ]
        (shown,) = drawn(joined(said, str))
        assert shown["text"] == "Місток\nВітаємо.\n\nОсь."
        assert buttons(shown) == [("Знайти", "reply"), ("Show on the map", "open-url")]
        assert "mlat=50.61990&mlon=26.25160" in shown["keyboard"]["Buttons"][1]["ActionBody"]
