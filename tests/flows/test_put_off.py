"""«X тут до чого», «яка X?», «не X»: what was not meant goes, and never opens or stays."""

import pytest

from bot.understanding.text.negation import put_off, without_denied
from tests.talk import Talk


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("ні виплати військовим тут до чого, він не воював", "виплати військовим"),
        ("нащо мені субсидія, я пенсію питаю", "субсидія"),
        ("яка приватизація? я про сина питаю", "приватизація"),
        ("та не військова! він дід 74 роки", "військова"),
        ("ні не надбавка. щоб прийшла людина", "надбавка"),
        ("я не про спадщину, я про борги", "спадщину"),
        ("при чому тут субсидія? мені дрова", "субсидія"),
        ("Ні! не насильство, він хворів", "насильство"),
        ("ні, не одинока мати, я про корову", "одинока мати"),
    ],
)
def test_what_is_put_off_is_read(text: str, denied: str) -> None:
    found = put_off(text)
    assert found is not None
    assert found[0] == denied
    assert denied not in found[1]


@pytest.mark.parametrize(
    "text",
    ["не отримала, куди писати", "як оформити субсидію", "яка субсидія мені належить", "не можу"],
)
def test_other_words_put_nothing_off(text: str) -> None:
    assert put_off(text) is None


def test_what_has_nothing_to_do_with_it_is_not_searched_for() -> None:
    said = without_denied("виплати військовим тут до чого, допомога одинокій мамі")
    assert "військовим" not in said
    assert "одинокій" in said


@pytest.mark.parametrize(
    ("first", "then", "card"),
    [
        (
            "мамі 83, живе сама, я в Польщі. хто може приходити до неї",
            "ні не надбавка. щоб прийшла людина, їсти принесла",
            "Соціальний догляд удома",
        ),
        ("приватизація квартири", "яка приватизація? сина в школі б'ють", "Булінг"),
        ("як оформити субсидію", "нащо мені субсидія, я права міняю", "Посвідчення водія"),
        ("як оформити субсидію", "та не субсидія! треба на похорон гроші", "Допомога на пох"),
        ("як подати на розлучення", "розлучення тут до чого, я про аліменти", "Аліменти"),
    ],
)
async def test_what_is_meant_instead_opens(
    talk_here: Talk, first: str, then: str, card: str
) -> None:
    await talk_here.say(first)
    await talk_here.say(then)
    talk_here.sees(card)


async def test_what_was_put_off_is_offered_no_more(talk_here: Talk) -> None:
    await talk_here.say("він в лікарні лежить, не ходить. комісія до нього приїде?")
    talk_here.sees("Військово-лікарська комісія")
    await talk_here.say("та не військова! він дід 74 роки")
    talk_here.misses("Військово-лікарська")
    assert not any("Військово" in one for one in talk_here.buttons)


async def test_nothing_but_a_denial_is_our_mistake(talk_here: Talk) -> None:
    await talk_here.say("він в лікарні лежить, не ходить. комісія до нього приїде?")
    await talk_here.say("яка військова?")
    talk_here.sees("Вибачте, зрозуміли не так.")


async def test_who_asked_for_it_asks_which_one(talk_here: Talk) -> None:
    await talk_here.say("як оформити субсидію")
    await talk_here.say("яка субсидія?")
    talk_here.misses("Вибачте")


async def test_a_denied_matter_that_its_title_has_in_another_form_is_not_shown(
    talk_here: Talk,
) -> None:
    await talk_here.say("дотація на корову")
    await talk_here.say("ні, не одинока мати, я про корову")
    talk_here.sees("Гроші від держави на корів")
    talk_here.misses("одиноким матерям")


async def test_what_the_dead_did_not_die_of_is_no_matter(talk_here: Talk) -> None:
    await talk_here.say("тато помер вдома, куди дзвонити")
    await talk_here.say("Ні! не насильство, він хворів")
    talk_here.misses("Домашнє насильство")
