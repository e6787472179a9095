"""`mistok run` itself is killed in the middle of its work, and started again."""

from pathlib import Path

import httpx

from tests.crash.keeper import Keeper
from tests.crash.scenario import settings_for, shown
from tests.fakes.telegram.citizen import Citizen, remote
from tests.processes import bot_process, fake_telegram_process
from tests.waiting import PATIENCE, wait_until

NAMES = ("Олена", "Іван", "Марія", "Петро")


def told(citizen: Citizen) -> list[str]:
    """What the bot said, a repeated message once."""
    return list(dict.fromkeys(shown(seen.whole) for seen in citizen.sees if not seen.own))


async def test_the_command_answers_after_a_kill_what_it_had_accepted(
    keeper: Keeper, tmp_path: Path, database_url: str
) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "cache").symlink_to(keeper.prepared)
    with fake_telegram_process() as api, httpx.Client(trust_env=False, timeout=PATIENCE) as http:
        people = [Citizen(remote(api), name=name) for name in NAMES]
        told_settings = settings_for(api, database_url)
        settings = {f"MISTOK_{name.upper()}": value for name, value in told_settings.items()}
        with bot_process(tmp_path, http, settings) as (_, _, bot):
            for text in ("людина", "Хто написав «Кобзар»?"):
                for citizen in people:
                    await citizen.says(text)
            wait_until(lambda: any(told(citizen) for citizen in people))
            bot.kill()
            bot.wait()
        for text in ("будь-яка", "так"):
            for citizen in people:
                await citizen.says(text)
        with bot_process(tmp_path, http, settings):
            for citizen in people:
                wait_until(lambda to=citizen: any("Номер звернення" in text for text in told(to)))
        everybody = [told(citizen) for citizen in people]
    assert everybody == [everybody[0]] * len(people)
    assert len(everybody[0]) == 5  # the notice, two questions, what will be sent, its number
