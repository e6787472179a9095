"""Addresses of chats for pages: who does not tell theirs holds no page up."""

import asyncio

from bot.contracts import entrances
from bot.contracts.entrances import Entrances


async def there(link: str) -> str:
    return f"https://chat.example/{link}"


async def nowhere(_link: str) -> str:
    return ""


async def test_every_messenger_that_tells_is_offered() -> None:
    found = await Entrances({"one": there, "two": nowhere}).to("menu")
    assert found == {"one": "https://chat.example/menu"}


async def test_one_that_fails_or_is_silent_is_left_out_and_left_alone_for_a_while(
    monkeypatch,
) -> None:
    monkeypatch.setattr(entrances, "PATIENCE", 0.01)
    asked = []

    async def fails(_link: str) -> str:
        asked.append("fails")
        raise OSError("no network")

    async def is_silent(_link: str) -> str:
        asked.append("silent")
        await asyncio.Event().wait()
        return ""

    known = Entrances({"fails": fails, "silent": is_silent, "there": there})
    for _ in range(2):
        assert await known.to("menu") == {"there": "https://chat.example/menu"}
    assert asked == ["fails", "silent"]
