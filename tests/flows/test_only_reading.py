"""A step only reads, whatever its services can do; what it showed is written down by an act."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from bot.engine.engine import Engine
from bot.engine.entry_points import EntryPoints
from bot.engine.flow import Citizen, Context, Flow
from bot.engine.links import DeepLink
from bot.engine.model import Ask, Go, Link, Reply, Say
from bot.engine.registry import Registry
from bot.engine.stepping import FlowError
from bot.storage.database import Database, ReadOnlyError, Unit
from bot.storage.tables import system_facts
from tests.talk import BareLine, Talk
from tests.untranslated import UNTRANSLATED

Ctx = Context[Unit]
Did = Callable[[Ctx], Any]
ROW = {"name": "tea", "cell": b"green"}

_insert = insert(system_facts)
_change = update(system_facts).values(cell=b"black")
_drop = delete(system_facts).returning(system_facts.c.name)
_hold = select(system_facts).with_for_update()
_inner = select(insert(system_facts).values(ROW).returning(system_facts.c.name).cte().c.name)
_names = select(system_facts.c.name)


@dataclass(frozen=True)
class Noted:
    name: str = ""


def line_of(database: Database, did: Did) -> BareLine:
    """A bot whose /step and /act do this, and whose /page notes each showing."""
    flow: Flow[Unit, Noted] = Flow("menu", data=Noted, command="menu")

    @flow.step("menu")
    async def menu(_ctx: Ctx) -> Reply:
        return Say("Menu")

    @flow.step("step")
    async def step(ctx: Ctx) -> Reply:
        await _do(did, ctx)
        return Say("A step did it.")

    @flow.act("act")
    async def act(ctx: Ctx) -> Reply:
        await _do(did, ctx)
        return Go(names)

    @flow.step("names")
    async def names(ctx: Ctx) -> Reply:
        rows = await ctx.services.all(_names)
        return Say("names: " + " ".join(sorted(row.name for row in rows)))

    @flow.step("page")
    async def page(ctx: Ctx) -> Reply:
        return Ask("A page", name="the page", log=Go(noted, Noted(f"seen {ctx.turn.text}")))

    @flow.act("noted")
    async def noted(ctx: Context[Unit, Noted]) -> Reply:
        ctx.services.put(_insert, {"name": ctx.data.name, "cell": b""})
        return None

    @flow.step("talkative")
    async def talkative(_ctx: Ctx) -> Reply:
        return Ask("A page", log=Go(act))

    for name in ("step", "act", "names", "page", "talkative"):
        flow.link(DeepLink(name), to=flow.steps[name])
    entry_points = EntryPoints(menu, free=names, point=menu, person=Link("act"), notice=menu)

    def engine() -> Engine[Unit]:
        return Engine(Registry([flow]), entry_points=entry_points, texts=UNTRANSLATED)

    return BareLine(database, engine, lambda unit: unit)


async def _do(did: Did, ctx: Ctx) -> None:
    done = did(ctx)
    if done is not None:
        await done


WRITES: dict[str, Did] = {
    "a write that waits": lambda ctx: ctx.services.put(_insert, ROW),
    "a write": lambda ctx: ctx.services.run(_change),
    "a deletion that gives rows": lambda ctx: ctx.services.all(_drop),
    "rows held": lambda ctx: ctx.services.first(_hold),
    "one among several": lambda ctx: ctx.services.several((_names, {}), (_change, {})),
    "a lock": lambda ctx: ctx.services.put(_names),
    "what is done after the commit": lambda ctx: ctx.services.after(print),
}


@pytest.mark.parametrize("did", WRITES.values(), ids=WRITES)
async def test_a_step_that_writes_fails(database: Database, did: Did) -> None:
    talk = Talk(line_of(database, did))
    with pytest.raises(ReadOnlyError, match="only reading is allowed here"):
        await talk.start("step")
    await talk.say("names")
    assert "tea" not in talk.screen[-1].text


async def test_a_step_that_writes_inside_a_select_fails(database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite has no such select")
    talk = Talk(line_of(database, lambda ctx: ctx.services.all(_inner)))
    with pytest.raises(ReadOnlyError):
        await talk.start("step")


async def test_an_act_writes_and_the_step_after_it_reads_that(database: Database) -> None:
    talk = Talk(line_of(database, lambda ctx: ctx.services.put(_insert, ROW)))
    await talk.start("act")
    assert "tea" in talk.screen[-1].text


def _in_english(citizen: Citizen) -> None:
    citizen.lang = "en"


@pytest.mark.parametrize(
    "change",
    [
        _in_english,
        lambda one: one.profile.stored.update(a=1),
        lambda one: setattr(one, "forget", True),
    ],
    ids=["language", "profile", "forget"],
)
async def test_a_step_changes_nothing_of_a_citizen(
    database: Database, change: Callable[[Citizen], None]
) -> None:
    talk = Talk(line_of(database, lambda ctx: change(ctx.citizen)))
    with pytest.raises(FlowError, match="menu/step is a step"):
        await talk.start("step")
    await talk.start("act")


async def test_each_showing_is_written_down_also_one_again(database: Database) -> None:
    line = line_of(database, lambda _ctx: None)
    talk = Talk(line)
    await talk.start("page")
    assert line.state["now"]["at"] == "menu/page@1"
    assert "data" not in line.state["now"]
    await talk.say("what?")  # answered, then the page again
    talk.sees("names:", "A page")
    assert "seen" in talk.screen[0].text
    await talk.say("names")
    assert "seen what?" in talk.screen[0].text


async def test_an_act_that_writes_down_a_showing_says_nothing(database: Database) -> None:
    talk = Talk(line_of(database, lambda _ctx: None))
    with pytest.raises(FlowError, match="it may not say or ask"):
        await talk.start("talkative")
