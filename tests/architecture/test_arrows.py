"""Every way an arrow can be written is seen by the diagrams and by the test of reachability."""

import re
from functools import partial
from pathlib import Path

import pytest

from bot.app.features import FEATURES
from bot.engine.arrows import Arrow, Kind, arrows_of
from bot.engine.chart import broken, diagram, edges_of, unreachable
from bot.engine.flow import Context, Flow, Step
from bot.engine.links import DeepLink
from bot.engine.model import Ask, Choice, Go, Link, Reply, StepRef
from handlers.shared import links, steps
from handlers.shared.notices import to_citizen, to_staff
from handlers.staff import people
from tests.architecture import arrows_elsewhere as elsewhere
from tests.architecture.arrows_elsewhere import TABLE, TO_HOME, for_friends, led, refused, way_out

ROOT = Path(__file__).parents[2]

Ctx = Context[None]
flow: Flow[None] = Flow("arrows", words=("arrows",))


@flow.step("end")
async def end(_ctx: Ctx) -> Reply:
    return None


@flow.step("plain")
async def plain(ctx: Ctx) -> Reply:
    if ctx.missed:
        return Go(end if ctx.lang == "uk" else elsewhere.HOME)
    return Ask("?", choices=(Choice("a", "A", to=plain),), wants=("text",), to=end)


@flow.step("constant")
async def constant(_ctx: Ctx) -> Reply:
    return TO_HOME


@flow.step("table")
async def table(_ctx: Ctx) -> Reply:
    return TABLE["a"][0]


@flow.step("helper")
async def helper(ctx: Ctx) -> Reply:
    return _near(ctx)


def _near(ctx: Ctx) -> Reply:
    return refused("no") if ctx.missed else Ask("?", choices=(way_out(),), buttons=(_button(),))


_button = elsewhere.button
to_end = partial(led, to=end)


@flow.step("partly")
async def partly(ctx: Ctx) -> Reply:
    return to_end(ctx)


@flow.step("decorated")
@for_friends
async def decorated(_ctx: Ctx) -> Reply:
    return Go(end)


@flow.step("variable")
async def variable(ctx: Ctx) -> Reply:
    to = plain if ctx.missed else end
    link = (elsewhere.ONE if ctx.lang == "one or two" else elsewhere.TWO)()
    return Ask("?", choices=tuple(Choice(one, one, to=to) for one in link.args), to=to)


@flow.step("shadows")
async def shadows(ctx: Ctx) -> Reply:
    """A variable with a step's name, and an attribute, lead nowhere."""
    plain = ctx.turn
    constant = ctx.topic.get("table")
    return Go(end) if plain.text == constant else None


def other(name: str) -> StepRef:
    return StepRef("other", name)


def own(name: str) -> StepRef:
    return StepRef("arrows", name)


@pytest.mark.parametrize(
    ("step", "arrows"),
    [
        (end, set()),
        (plain, {(own("end"), "go"), (other("home"), "go"),
                 (own("plain"), "answer"), (own("end"), "answer")}),
        (constant, {(other("home"), "go")}),
        (table, {(other("in_a_table"), "go")}),
        (helper, {(other("refused"), "go"), (other("way_out"), "answer"),
                  ("opened_elsewhere", "link")}),
        (partly, {(own("end"), "go")}),
        (decorated, {(own("end"), "go"), (other("home"), "go")}),
        (variable, {(own("plain"), "go"), (own("end"), "go"), ("one", "link"), ("two", "link")}),
        (shadows, {(own("end"), "go")}),
    ],
    ids=lambda value: value.name if isinstance(value, StepRef) else "",
)  # fmt: skip
def test_an_arrow_is_seen_however_it_is_written(
    step: Step[None], arrows: set[tuple[StepRef | str, Kind]]
) -> None:
    assert arrows_of(step.run) == {Arrow(end, kind) for end, kind in arrows}


def test_an_arrow_in_a_constant_is_drawn() -> None:
    assert 'constant --> other_home[["other/home"]]' in diagram(flow)


def test_what_a_constant_or_a_helper_leads_to_is_reached() -> None:
    there: Flow[None] = Flow("other")
    for name in ("home", "in_a_table", "refused", "way_out", "nobody"):
        there.step(name)(end.run)
    there.link(DeepLink("opened_elsewhere"), to=there.steps["home"])
    flows = [_flow_of(plain, constant, table, helper), there]
    assert unreachable(flows, entry_points=flows[0].steps.values()) == {other("nobody")}
    for lost, ends in ((table, {"in_a_table"}), (helper, {"refused", "way_out"})):
        kept = [step for step in flows[0].steps.values() if step.name != lost.name]
        flows[0].words = ()
        gone = unreachable(flows, entry_points=kept)
        assert gone == {own(lost.name), other("nobody"), *map(other, ends)}


def _flow_of(*steps: Step[None]) -> Flow[None]:
    made: Flow[None] = Flow("arrows")
    for step in (end, *steps):
        made.step(step.name)(step.run)
    return made


def test_an_arrow_broken_out_of_a_flows_sight_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A constant, and two helpers of other modules."""
    assert broken(FEATURES.flows) == []
    for module, name, broken_one, where in (
        (people, "TO_DESK", Go(StepRef("desk", "gone")), StepRef("desk_over", "hand")),
        (steps, "DESK_REQUEST", StepRef("desk_request", "gone"), StepRef("desk_reply", "words")),
        (steps, "MY_QUESTIONS", StepRef("my_questions", "gone"), StepRef("rate_answer", "rate")),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(module, name, broken_one)
            assert where in {edge.start for edge in broken(FEATURES.flows)}, name


def test_steps_of_other_flows_are_published_in_one_module() -> None:
    """A reference made in a function would be checked by nobody."""
    made = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "handlers").rglob("*.py")
        if "StepRef(" in path.read_text(encoding="utf-8")
    ]
    assert made == ["handlers/shared/steps.py"]


def test_links_are_declared_in_one_module_and_each_opens_a_flow() -> None:
    """A name written elsewhere would be seen by no diagram."""
    made = [
        str(path.relative_to(ROOT))
        for folder in ("bot", "handlers")
        for path in (ROOT / folder).rglob("*.py")
        if "DeepLink(" in (text := path.read_text(encoding="utf-8")) or re.search(r"\bLink\(", text)
    ]
    assert sorted(made) == ["bot/engine/arrows.py", "bot/engine/links.py",
                            "handlers/shared/links.py"]  # fmt: skip
    assert {one.name for one in links.DECLARED} == {
        name for flow in FEATURES.flows for name in flow.links
    }


def test_a_declared_link_takes_as_many_arguments_as_it_names() -> None:
    assert links.RATE("1234-5678", "3") == Link("rate", ("1234-5678", "3"))
    assert links.MENU() == Link("menu")


def test_the_buttons_of_notices_lead_somewhere() -> None:
    links = {name for flow in FEATURES.flows for name in flow.links}
    told = {arrow.end for tell in (to_citizen, to_staff) for arrow in arrows_of(tell)}
    assert {"request", "rate", "no_follow_up", "desk_request"} <= told <= links


def test_a_published_step_is_used() -> None:
    used = {edge.end for flow in FEATURES.flows for edge in edges_of(flow)}
    assert [str(ref) for ref in steps.PUBLISHED if ref not in used] == []
