"""What is remembered of a citizen: typed facts over what rests in the database."""

from pathlib import Path

from bot.engine.profile import Fact, Profile
from handlers.shared import profile

ROOT = Path(__file__).parents[3]
NAME = Fact("name", "")
ASKED = Fact("asked", False)


def test_a_fact_is_kept_under_its_name_and_nothing_is_not_kept() -> None:
    known = Profile({"from": "another version"})
    assert (known[NAME], NAME in known, known[ASKED]) == ("", False, False)
    known[NAME] = "Олена"
    known[ASKED] = True
    assert known.stored == {"from": "another version", "name": "Олена", "asked": True}
    assert (known[NAME], NAME in known, ASKED in known) == ("Олена", True, True)
    del known[NAME]
    known[ASKED] = False
    assert known.stored == {"from": "another version"}


def test_what_is_stored_of_another_kind_says_nothing() -> None:
    known = Profile({"name": 7, "asked": "yes"})
    assert (known[NAME], NAME in known, known[ASKED], ASKED in known) == ("", False, False, False)


def test_a_profile_is_a_copy() -> None:
    stored: dict[str, object] = {}
    one, other = Profile(stored), Profile(stored)
    one[ASKED] = True
    assert stored == {}
    assert one != other
    assert one == Profile({"asked": True})


def test_each_name_that_rests_in_the_database_is_declared_once() -> None:
    """Changing one would lose what citizens saved."""
    facts = [one for one in vars(profile).values() if isinstance(one, Fact)]
    names = ["lang", "library", "place", "name", "asked", "no_follow_up", "booked"]
    assert [one.name for one in facts] == names
    for folder in ("bot", "handlers"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert "profile.get(" not in text, path
            assert 'profile["' not in text, path
