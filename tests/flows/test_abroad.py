"""Who is abroad isn't sent to an office here; a passport of another country is its embassy's."""

import pytest

from bot.understanding.abroad import has_foreign_passport, is_abroad
from tests.talk import Talk

THERE = "спитайте в консульстві чи посольстві України в тій країні"
OWN = "Паспорт іншої країни дає її посольство чи консульство"


@pytest.mark.parametrize(
    "said",
    [
        "Ми в Польщі живемо, у дитини закінчився закордонний паспорт",
        "донька в Німеччині, як їй поміняти закордонний паспорт",
        "я в Канаде, загран кончился, как новый сделать",
        "живу за кордоном, загубила свідоцтво про народження",
    ],
)
async def test_a_consulate_is_named_and_no_office_here(talk_here: Talk, said: str) -> None:
    await talk_here.say(said)
    talk_here.sees(THERE, "Їхніх адрес ми не знаємо.")
    talk_here.misses("Прийдіть особисто до міграційної служби", "Найближчі бібліотеки")
    await talk_here.tap("Уся картка")
    talk_here.sees("Що зробити зараз:")


@pytest.mark.parametrize(
    "said",
    ["так я ж в Польщі", "в консульство? де там записатись", "без приїзду в консульстві можна?"],
)
async def test_it_is_heard_after_the_card_too(talk_here: Talk, said: str) -> None:
    await talk_here.say("як оформити закордонний паспорт")
    await talk_here.say(said)
    talk_here.sees("Закордонний паспорт", THERE)
    await talk_here.say("а скільки коштує")
    talk_here.sees("Вартість:")


async def test_what_the_card_tells_of_consulates_is_told(talk_here: Talk) -> None:
    await talk_here.say("пенсію маю, живу в Італії, як підтвердити особу")
    talk_here.sees(THERE, "Можна й у консульстві або особисто.")


@pytest.mark.parametrize(
    "said",
    [
        "мамі 83, живе сама, я в Польщі. хто може до неї приходити",
        "чоловік в Італії третій рік, хочу розвестися",
        "я в Польщі, як подати на аліменти",
        "довідка про несудимість для Польщі",
    ],
)
async def test_other_matters_are_answered_as_ever(talk_here: Talk, said: str) -> None:
    await talk_here.say(said)
    talk_here.misses(THERE)


async def test_a_foreigner_who_lost_a_passport_goes_to_their_embassy(talk_here: Talk) -> None:
    await talk_here.say("I am a volunteer from Canada, I lost my passport here")
    talk_here.sees("its own embassy or consulate", "102")
    talk_here.misses("ID card")


@pytest.mark.parametrize("said", ["у мене паспорт Канади", "паспорт турецький, турецький паспорт"])
async def test_whose_passport_it_is_may_be_told_later(talk_here: Talk, said: str) -> None:
    await talk_here.say("загубив паспорт")
    await talk_here.say(said)
    talk_here.sees(OWN, "102")


@pytest.mark.parametrize(
    "text",
    [
        "переслати в Польщу",
        "їду за кордон",
        "польська віза",
        "Краків",
        "passport for travel abroad",
    ],
)
def test_going_there_is_not_being_there(text: str) -> None:
    assert not is_abroad(text)


def test_a_friend_abroad_has_our_passport() -> None:
    assert not has_foreign_passport("my daughter lives in Canada")


async def test_a_foreigner_with_another_matter_gets_its_card(talk_here: Talk) -> None:
    await talk_here.say("загубив паспорт")
    await talk_here.say("я не громадянин України")
    talk_here.misses(OWN)
