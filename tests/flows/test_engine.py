"""The engine itself, with flows so small that only its own rules show."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from gettext import NullTranslations
from typing import Any

import pytest

from bot.engine.dialogue import Dialogue
from bot.engine.engine import Engine
from bot.engine.entry_points import EntryPoints
from bot.engine.flow import Context, Flow
from bot.engine.links import DeepLink, link_token, read_link
from bot.engine.model import Ask, Button, Choice, Digress, Go, Link, Retry, Say, StepRef
from bot.engine.registry import Registry
from bot.engine.stepping import FlowError
from bot.engine.texts import Texts
from bot.storage.database import Database, Unit
from tests.talk import BareLine, Talk
from tests.untranslated import UNTRANSLATED

Ctx = Context[list[str]]


@dataclass(frozen=True)
class Fire:
    kind: str = ""


@dataclass(frozen=True)
class Tea:
    size: str = ""
    sugar: str = "0"


def menu_flow() -> Flow[list[str], Fire]:
    flow = Flow[list[str], Fire]("menu", data=Fire, command="menu", words=("меню", "help"))

    @flow.step("menu")
    async def menu(ctx: Ctx) -> Ask:
        choices = (
            Choice("tea", "Order tea", to=StepRef("tea", "size")),
            Choice("count", "Count", to=StepRef("count", "start")),
        )
        return Ask("Menu", choices=choices)

    @flow.step("free")
    async def free(ctx: Ctx) -> Say | Ask:
        if ctx.answer.files:
            return Say(f"file {ctx.answer.files[0].name}")
        if "?" in ctx.answer.text:
            return Say(f"An answer to: {ctx.answer.text}")
        ctx.missed += 1
        return Say(f"Not understood {ctx.missed}")

    @flow.step("point")
    async def point(ctx: Ctx) -> Say:
        assert ctx.answer.point
        return Say(f"Point {ctx.answer.point.lat}")

    @flow.step("notice")
    async def notice(ctx: Ctx) -> Say:
        return Say("We store tea.")

    @flow.step("person")
    async def person(ctx: Ctx) -> Say:
        return Say("A person comes.")

    @flow.step("fire")
    async def fire(ctx: Context[list[str], Fire]) -> Say:
        return Say(f"101 {ctx.data.kind}")

    flow.link(DeepLink("person"), to=person)
    flow.link(DeepLink("fire", "kind"), to=fire)
    return flow


def tea_flow(
    *, version: int = 1, size: str = "size", renamed: dict[str, str] | None = None
) -> Flow[list[str], Tea]:
    def upgrade(data: dict[str, Any], _old: int) -> dict[str, Any]:
        return {**data, "sugar": data.get("sweet", "0")}

    flow = Flow[list[str], Tea](
        "tea", data=Tea, version=version, renamed=renamed, upgrade=upgrade if version == 2 else None
    )

    @flow.step(size)
    async def ask_size(ctx: Ctx) -> Ask:
        return Ask(
            "Which size?",
            choices=(
                Choice("big", "A big cup", data=Tea("big"), words=("large",)),
                Choice("small", "A small cup", data=Tea("small")),
            ),
            buttons=(Button("Price list", Link("prices")), Button("Site", url="https://tea.ua")),
            to=sugar,
            name="your tea",
        )

    @flow.step("sugar")
    async def sugar(ctx: Context[list[str], Tea]) -> Ask:
        return Ask(f"Sugar in the {ctx.data.size}?", wants=("text",), to=took, name="sugar")

    @flow.step("took")
    async def took(ctx: Context[list[str], Tea]) -> Go | Retry | Digress:
        if "?" in ctx.answer.text:
            return Digress()
        if not ctx.answer.text.isdecimal():
            return Retry("A number, please.")
        return Go(order, replace(ctx.data, sugar=ctx.answer.text))

    @flow.act("order")
    async def order(ctx: Context[list[str], Tea]) -> tuple[Say, Go]:
        ctx.services.append(f"{ctx.data.size}+{ctx.data.sugar}")
        return Say("Ordered."), Go(StepRef("menu", "menu"))

    @flow.step("prices")
    async def prices(ctx: Ctx) -> Say:
        return Say("A cup is 20.")

    flow.link(DeepLink("prices"), to=prices)
    return flow


def count_flow() -> Flow[list[str]]:
    flow = Flow[list[str]]("count")

    @flow.step("start")
    async def start(ctx: Ctx) -> Go:
        return Go(start)

    @flow.act("asks")
    async def asks(ctx: Ctx) -> Ask:
        return Ask("an act may not")

    @flow.step("breaks")
    async def breaks(ctx: Ctx) -> Say:
        raise RuntimeError("a step broke")

    @flow.step("brings_tea")
    async def brings_tea(ctx: Ctx) -> Go:
        return Go(breaks, Tea())

    @flow.step("offers_tea")
    async def offers_tea(ctx: Ctx) -> Ask:
        return Ask("Tea?", choices=(Choice("tea", "Tea", data=Tea()),), to=breaks)

    flow.link(DeepLink("brings_tea"), to=brings_tea)
    flow.link(DeepLink("offers_tea"), to=offers_tea)
    flow.link(DeepLink("asks"), to=asks)
    flow.link(DeepLink("breaks"), to=breaks)
    return flow


def danger(text: str) -> Link | None:
    return Link("fire", ("house",)) if "fire" in text else None


ENTRY_POINTS = EntryPoints(
    menu=StepRef("menu", "menu"),
    free=StepRef("menu", "free"),
    point=StepRef("menu", "point"),
    person=Link("person"),
    notice=StepRef("menu", "notice"),
)


def engine_of(
    *flows: Flow[list[str]], guard: Callable[[str], Link | None] = danger
) -> Engine[list[str]]:
    return Engine(
        Registry(flows or (menu_flow(), tea_flow(), count_flow())),
        entry_points=ENTRY_POINTS,
        texts=UNTRANSLATED,
        guard=guard,
    )


@pytest.fixture
def orders() -> list[str]:
    return []


@pytest.fixture
async def line(database: Database, orders: list[str]) -> BareLine:
    def services(_unit: Unit) -> list[str]:
        return orders

    return BareLine(database, engine_of, services)


@pytest.fixture
async def talk(line: BareLine) -> Talk:
    """A citizen who has seen the first-time notice."""
    talk = Talk(line)
    await talk.start()
    return talk


async def test_the_notice_comes_once_before_the_first_answer(line: BareLine) -> None:
    talk = Talk(line)
    await talk.say("tea?")
    assert [seen.text for seen in talk.screen] == ["We store tea.", "An answer to: tea?"]
    await talk.say("tea?")
    assert [seen.text for seen in talk.screen] == ["An answer to: tea?"]


async def test_a_form_from_button_to_act(talk: Talk, orders: list[str]) -> None:
    await talk.tap("Order tea")
    assert talk.buttons == ["A big cup", "A small cup", "Price list", "Site"]
    await talk.tap("A big cup")
    talk.sees("Sugar in the big?")
    await talk.say("2")
    talk.sees("Ordered.", "Menu")
    assert orders == ["big+2"]


@pytest.mark.parametrize("typed", ["1", " 1. ", "A big cup", "a BIG cup!", "large", "A big"])
async def test_a_choice_can_be_typed(talk: Talk, typed: str) -> None:
    await talk.tap("Order tea")
    await talk.say(typed)
    talk.sees("Sugar in the big?")


@pytest.mark.parametrize("typed", ["0", "7", "A", "½", "99999999999999999999999"])
async def test_what_names_no_choice_is_a_new_question(talk: Talk, typed: str) -> None:
    await talk.tap("Order tea")
    await talk.say(typed)
    talk.sees("Not understood 1", "Back to: your tea", "Which size?")


async def test_a_press_edits_its_question_and_a_typed_answer_does_not(talk: Talk) -> None:
    await talk.tap("Order tea")
    assert talk.screen[-1].edited
    await talk.say("1")
    assert not talk.screen[-1].edited


async def test_a_digression_is_answered_and_the_form_goes_on(talk: Talk, orders: list[str]) -> None:
    await talk.tap("Order tea")
    await talk.tap("A small cup")
    await talk.say("Is it hot?")
    talk.sees("An answer to: Is it hot?", "Back to: sugar", "Sugar in the small?")
    await talk.say("1")
    assert orders == ["small+1"]


async def test_a_link_leaves_the_form_and_back_returns(talk: Talk) -> None:
    await talk.tap("Order tea")
    await talk.tap("Price list")
    talk.sees("A cup is 20.")
    talk.misses("Which size?")
    await talk.say("назад")
    talk.sees("Which size?")


async def test_a_link_can_be_typed_and_works_after_a_week(talk: Talk) -> None:
    await talk.tap("Order tea")
    card = talk.screen[-1]
    await talk.say("price list")
    talk.sees("A cup is 20.")
    await talk.say("скасувати")
    await talk.tap_on(card, "Price list")
    talk.sees("A cup is 20.")


async def test_back_goes_step_by_step_and_ends_at_the_menu(talk: Talk) -> None:
    await talk.tap("Order tea")
    await talk.tap("A big cup")
    await talk.say("/back")
    talk.sees("Which size?")
    await talk.say("Назад")
    talk.sees("Menu")
    await talk.say("назад")
    talk.sees("Menu")


@pytest.mark.parametrize("word", ["скасувати", "СТОП", "/cancel", "/скасувати", "Cancel!"])
async def test_cancel_drops_the_form(talk: Talk, line: BareLine, word: str) -> None:
    await talk.tap("Order tea")
    await talk.tap("A big cup")
    await talk.say(word)
    talk.sees("Cancelled. Nothing was sent.", "Menu")
    await talk.say("назад")
    talk.sees("Menu")


@pytest.mark.parametrize("word", ["меню", "/menu", "/menu@mistok_bot", "Help", "/help", "/МЕНЮ"])
async def test_a_word_or_command_opens_its_flow_inside_a_form(talk: Talk, word: str) -> None:
    await talk.tap("Order tea")
    await talk.tap("A big cup")
    await talk.say(word)
    assert [seen.text for seen in talk.screen] == ["Menu"]


async def test_an_unknown_command_is_no_dead_end(talk: Talk) -> None:
    await talk.say("/frobnicate now")
    talk.sees("I don’t know this command.", "Menu")


async def test_a_stale_button_asks_the_question_of_now_again(talk: Talk, orders: list[str]) -> None:
    await talk.tap("Order tea")
    sizes = talk.screen[-1]
    await talk.say("1")
    await talk.tap_on(sizes, "A small cup")
    talk.sees("That button is from an earlier question.", "Sugar in the big?")
    await talk.say("3")
    assert orders == ["big+3"]


async def test_one_answer_tapped_twice_counts_once(talk: Talk) -> None:
    await talk.tap("Order tea")
    sizes = talk.screen[-1]
    await talk.tap_on(sizes, "A big cup")
    await talk.tap_on(sizes, "A big cup")
    talk.sees("That button is from an earlier question.", "Sugar in the big?")


@pytest.mark.parametrize(
    "token", ["zz:big", "2:huge", ":", "2:", "", "fire", "fire__a__b", "no_such", "x" * 65, "a__б"]
)
async def test_a_forged_button_is_answered_and_does_nothing(
    talk: Talk, orders: list[str], token: str
) -> None:
    await talk.tap("Order tea")
    await talk.press(token)
    assert talk.screen
    talk.misses("Sugar", "101")
    assert orders == []


async def test_a_step_is_no_link(talk: Talk) -> None:
    for token in ("tea/order", "order", "tea__order"):
        await talk.start(token)
        talk.sees("This link no longer leads anywhere.", "Menu")


async def test_a_wrong_answer_is_asked_again_and_twice_offers_a_person(talk: Talk) -> None:
    await talk.tap("Order tea")
    await talk.tap("A big cup")
    await talk.say("lots")
    talk.sees("A number, please.", "Sugar in the big?")
    talk.misses("A librarian can help.")
    await talk.say("plenty")
    talk.sees("I still don’t understand. A librarian can help.", "Sugar in the big?")
    await talk.tap("Ask a librarian")
    talk.sees("A person comes.")


async def test_an_understood_answer_forgives_the_missed_ones(talk: Talk) -> None:
    await talk.say("gibberish")
    talk.sees("Not understood 1")
    await talk.say("really?")
    await talk.say("gibberish")
    talk.sees("Not understood 1")
    await talk.say("more gibberish")
    talk.sees("Not understood 2")


async def test_danger_wins_in_any_step_and_the_form_stays(talk: Talk, orders: list[str]) -> None:
    await talk.tap("Order tea")
    await talk.tap("A big cup")
    await talk.say("help, fire!")
    assert [seen.text for seen in talk.screen] == ["101 house"]
    await talk.say("2")
    assert orders == ["big+2"]


async def test_danger_needs_no_notice_first(line: BareLine) -> None:
    talk = Talk(line)
    await talk.say("fire")
    assert [seen.text for seen in talk.screen] == ["101 house"]


async def test_only_a_command_of_ours_is_not_searched_for_danger(
    database: Database, orders: list[str]
) -> None:
    searched: list[str] = []
    engine = engine_of(guard=searched.append)
    talk = Talk(BareLine(database, lambda: engine, lambda _unit: orders))
    for text in ("/menu", "/fire", "menu", "/menu fire"):
        await talk.say(text)
    assert searched == ["/fire", "menu", "/menu fire"]


async def test_a_new_process_goes_on_where_the_old_one_ended(
    talk: Talk, line: BareLine, orders: list[str]
) -> None:
    await talk.tap("Order tea")
    line.restart()
    await talk.tap("A big cup")
    line.restart()
    await talk.say("2")
    assert orders == ["big+2"]


async def test_a_renamed_step_still_takes_its_answers(
    talk: Talk, line: BareLine, orders: list[str]
) -> None:
    await talk.tap("Order tea")
    changed = (menu_flow(), tea_flow(size="volume", renamed={"size": "volume"}), count_flow())
    line.make_engine = lambda: engine_of(*changed)
    line.restart()
    await talk.tap("A big cup")
    talk.sees("Sugar in the big?")
    await talk.say("назад")
    talk.sees("Which size?")


async def test_a_step_that_is_gone_starts_anew_and_says_so(talk: Talk, line: BareLine) -> None:
    await talk.tap("Order tea")
    line.make_engine = lambda: engine_of(menu_flow(), tea_flow(size="volume"), count_flow())
    line.restart()
    await talk.say("1")
    talk.sees("We have updated the bot")


async def test_a_new_version_carries_the_data_over(talk: Talk, line: BareLine) -> None:
    await talk.tap("Order tea")
    await talk.tap("A big cup")
    line.make_engine = lambda: engine_of(menu_flow(), tea_flow(version=2), count_flow())
    line.restart()
    await talk.say("2")
    assert line.state["now"]["at"] != "tea/sugar@1"
    talk.misses("We have updated the bot")


async def test_a_version_without_upgrade_starts_anew_and_says_so(
    talk: Talk, line: BareLine, orders: list[str]
) -> None:
    await talk.tap("Order tea")
    await talk.tap("A big cup")
    line.make_engine = lambda: engine_of(menu_flow(), tea_flow(version=3), count_flow())
    line.restart()
    await talk.say("2")
    talk.sees("We have updated the bot")
    assert orders == []


async def test_twenty_hops_are_enough_for_everybody(talk: Talk) -> None:
    with pytest.raises(FlowError, match="20 hops"):
        await talk.tap("Count")


@pytest.mark.parametrize("link", ["brings_tea", "offers_tea"])
async def test_data_of_another_flow_is_a_defect(talk: Talk, link: str) -> None:
    with pytest.raises(FlowError, match="count takes NoData, not Tea"):
        await talk.start(link)


async def test_an_act_that_asks_is_a_defect(talk: Talk) -> None:
    with pytest.raises(FlowError, match="is an act"):
        await talk.start("asks")


async def test_a_step_that_breaks_changes_nothing(talk: Talk) -> None:
    await talk.tap("Order tea")
    with pytest.raises(RuntimeError):
        await talk.start("breaks")
    await talk.say("1")
    talk.sees("Sugar in the big?")


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200d", "\x00", "\ufeff\u202e"])
async def test_what_can_not_be_read_is_said_so(talk: Talk, text: str) -> None:
    await talk.tap("Order tea")
    await talk.say(text)
    talk.sees("I can read text only.", "Which size?")


async def test_hidden_characters_are_not_part_of_an_answer(talk: Talk) -> None:
    await talk.tap("Order tea")
    await talk.say("\u202ea\u200b big\x00 cup\u200d")
    talk.sees("Sugar in the big?")


async def test_a_sticker_keeps_the_question(talk: Talk, line: BareLine) -> None:
    await talk.tap("Order tea")
    seen = await line.other()
    assert "Which size?" in seen[0].text


async def test_a_location_or_file_nobody_asked_for_has_its_own_door(talk: Talk) -> None:
    await talk.tap("Order tea")
    await talk.share(49.4, 27.0)
    talk.sees("Point 49.4", "Back to: your tea")
    await talk.send_file("tea.jpg")
    talk.sees("file tea.jpg", "Back to: your tea")


async def test_who_left_hears_nothing(talk: Talk, line: BareLine) -> None:
    assert await line.leave() == []
    await talk.say("tea?")
    talk.sees("An answer to: tea?")


@pytest.mark.parametrize(
    "flows",
    [
        (Flow[list[str]]("a", words=("tea",)), Flow[list[str]]("b", words=("Tea!",))),
        (Flow[list[str]]("a", command="tea"), Flow[list[str]]("b", command="tea")),
    ],
)
def test_two_flows_may_not_claim_one_thing(flows: Iterable[Flow[list[str]]]) -> None:
    flows = list(flows)
    for flow in flows:

        @flow.step("one")
        async def one(ctx: Ctx) -> None: ...

    with pytest.raises(ValueError, match="two flows claim"):
        Registry(flows).words(UNTRANSLATED)


def test_words_of_a_flow_are_those_of_every_language() -> None:
    flow = Flow[list[str]]("tea", words="open.tea")

    @flow.step("one")
    async def one(ctx: Ctx) -> None: ...

    def texts(**words: str) -> dict[str, Texts]:
        none = NullTranslations()
        return {lang: Texts(lang, none, {"open.tea": (word,)}) for lang, word in words.items()}

    opening = Registry([flow]).words(texts(uk="Чай!", en="tea", pl="tea"))
    assert opening == {"чай": one, "tea": one}
    with pytest.raises(ValueError, match=r"no language has the words 'open.tea' of tea"):
        Registry([flow]).words(UNTRANSLATED)


def test_two_flows_of_one_name_are_told_at_start() -> None:
    with pytest.raises(ValueError, match="two flows claim 'tea'"):
        Registry([menu_flow(), tea_flow(), tea_flow(), count_flow()])


def test_a_published_step_that_no_flow_has_is_told_at_start() -> None:
    flows = (menu_flow(), tea_flow(size="volume"))
    Registry(flows, published=(StepRef("tea", "volume"),))
    for gone in (StepRef("tea", "size"), StepRef("coffee", "size")):
        with pytest.raises(ValueError, match=f"no flow has the published step {gone}"):
            Registry(flows, published=(gone,))


async def test_a_dialogue_rests_by_the_names_of_its_steps(talk: Talk, line: BareLine) -> None:
    """Old dialogues hold these names, and older programs read new ones."""
    assert [one["to"] for one in line.state["now"]["shown"]] == ["tea/size", "count/start"]
    await talk.tap("Order tea")
    now = line.state["now"]
    assert (now["at"], now["to"]) == ("tea/size@1", "sugar")
    assert [one["to"] for one in now["shown"] if "link" not in one] == ["sugar", "sugar"]


def test_a_link_travels_as_a_token_and_back() -> None:
    link = Link("service", ("diia-app", "a_b"))
    assert link_token(link) == "service__diia-app__a_b"
    assert read_link("service__diia-app__a_b") == link
    for argument in ("назва", "", "a b", "_a", "a__b", "x" * 64):
        with pytest.raises(ValueError, match="can't be a button"):
            link_token(Link("service", (argument,)))


def test_a_dialogue_survives_json_whole() -> None:
    body = {
        "mark": 7,
        "missed": 1,
        "now": {"at": "tea/size@1", "shown": [{"id": "big", "label": "A big cup", "to": "sugar"}]},
        "paused": [{"at": "tea/sugar@1", "data": {"size": "big"}, "name": "sugar"}],
        "trail": [{"at": "menu/menu@1"}],
    }
    assert Dialogue.from_json(body).to_json() == body


async def test_the_way_back_is_eight_questions_long(talk: Talk, line: BareLine) -> None:
    for _ in range(10):
        await talk.say("меню")
        await talk.tap("Order tea")
    assert len(line.state["trail"]) == 8
    seen = []
    for _ in range(8):
        await talk.say("назад")
        seen.append(talk.screen[-1].text.splitlines()[0])
    assert seen == ["Menu", "Which size?"] * 4
    assert not line.state.get("trail")
