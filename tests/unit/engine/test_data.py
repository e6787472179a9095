"""What a flow knows, in code and at rest."""

from dataclasses import FrozenInstanceError, dataclass
from enum import StrEnum

import pytest

from bot.engine.data import changes, data_from_json, data_to_json
from bot.engine.flow import Flow
from bot.engine.links import DeepLink
from bot.engine.model import Say


class Size(StrEnum):
    BIG = "big"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Tea:
    size: Size = Size.SMALL
    sugar: int = 0
    names: tuple[str, ...] = ()
    hot: bool = True


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ({}, Tea()),
        ({"size": "big", "sugar": 2, "names": ["a", "b"], "hot": False},
         Tea(Size.BIG, 2, ("a", "b"), hot=False)),
        ({"sugar": "2"}, Tea(sugar=2)),  # a link's arguments are texts
        ({"milk": "of tomorrow", "sugar": 1}, Tea(sugar=1)),
        ({"sugar": "lots", "size": "huge", "names": 7, "hot": [1]}, Tea()),
        ({"sugar": "9" * 60, "names": ["a", None]}, Tea(sugar=int("9" * 60))),
        ({"size": None, "sugar": 3}, Tea(sugar=3)),
    ],
    ids=str,
)  # fmt: skip
def test_what_rests_is_read(stored: dict[str, object], read: Tea) -> None:
    assert data_from_json(Tea, stored) == read


def test_what_differs_from_the_defaults_rests() -> None:
    tea = Tea(Size.BIG, names=("a",))
    assert data_to_json(tea) == {"size": "big", "names": ["a"]}
    assert data_to_json(Tea()) == {}
    assert data_from_json(Tea, data_to_json(tea)) == tea


def test_a_change_back_to_a_default_is_a_change() -> None:
    assert changes(Tea(sugar=1), since=Tea(Size.BIG)) == {"size": "small", "sugar": 1}
    assert changes(Tea(), since=Tea()) == {}


def test_nobody_changes_what_a_step_reads() -> None:
    with pytest.raises(FrozenInstanceError):
        Tea().sugar = 3  # type: ignore[misc]


@dataclass
class Thawed:
    sugar: int = 0


@dataclass(frozen=True)
class Needy:
    sugar: int


@pytest.mark.parametrize("kind", [Thawed, Needy, dict])
def test_data_that_can_be_changed_or_has_no_default_is_told_at_start(kind: type) -> None:
    with pytest.raises(ValueError, match=f"tea: {kind.__name__} is no frozen dataclass"):
        Flow("tea", data=kind)


def test_an_argument_that_its_flow_does_not_know_is_told_at_start() -> None:
    flow: Flow[None, Tea] = Flow("tea", data=Tea)

    @flow.step("size")
    async def size(_ctx: object) -> Say:
        return Say("?")

    flow.link(DeepLink("tea", "sugar"), to=size)
    with pytest.raises(ValueError, match="the data of tea has no milk"):
        flow.link(DeepLink("milk", "milk"), to=size)
