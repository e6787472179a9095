"""What was talked about stays: labels, numbers, «так», the place named once."""

from tests.talk import Talk


async def test_a_button_below_a_card_can_be_typed(talk: Talk) -> None:
    await talk.say("де взяти довідку про несудимість")
    await talk.say("допоможіть із цим")
    talk.sees("Де ви?")
    await talk.say("Деражня")
    talk.sees("Деражня. Найближчі бібліотеки:")


async def test_yes_takes_what_a_card_offers_first(talk: Talk) -> None:
    await talk.say("де взяти довідку про несудимість")
    await talk.say("так")
    talk.sees("Де ви?")


async def test_one_of_a_list_is_named_by_its_place_in_it(talk: Talk) -> None:
    await talk.say("бібліотека в Деражні")
    second = talk.buttons[1]
    await talk.say("друга")
    talk.sees(second.rstrip("…")[:20])
    talk.misses("Найближчі бібліотеки:")


async def test_a_choice_is_named_by_its_place_too(talk: Talk) -> None:
    await talk.say("хочу паспорт")
    first = talk.buttons[0]
    await talk.say("перше")
    talk.sees(first.rstrip("…"), "Надає:")
    await talk.say("хочу паспорт")
    await talk.say("останнє")
    talk.sees("Тоді допоможе бібліотекар.")


async def test_a_place_named_once_is_not_asked_again(talk: Talk) -> None:
    await talk.say("бібліотека в Деражні")
    await talk.say("де взяти довідку про несудимість")
    await talk.tap("Допоможіть із цим")
    talk.sees("Деражня. Найближчі бібліотеки:")
    await talk.tap("Інше місце")
    talk.sees("Де ви?")


async def test_what_was_offered_before_danger_is_not_taken_up_by_yes(talk: Talk) -> None:
    await talk.say("де взяти довідку про несудимість")
    await talk.say("не хочу жити")
    talk.sees("7333")
    await talk.say("так")
    talk.misses("Де ви?")
