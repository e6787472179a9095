"""What is told to nobody is hidden before it is kept, with a warning at once."""

import pytest

from tests.talk import Talk

WARNING = "Нікому не кажіть номера картки, PIN, кодів із повідомлень і паролів."


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ("куди дзвонити, моя картка 4111 1111 1111 1111", "4111"),
        ("питають у мене, код з смс 4821", "4821"),
        ("забула, пін 1234", "1234"),
        ("cvv 123 це що", "123"),
    ],
)
async def test_a_librarian_never_sees_a_secret(talk: Talk, said: str, secret: str) -> None:
    await talk.say("запитати бібліотекаря")
    await talk.say(said)
    talk.sees(WARNING)
    talk.misses(secret)


async def test_danger_is_told_below_the_warning(talk: Talk) -> None:
    await talk.say("мені дзвонять з банку і питають код, я сказала код 4821")
    talk.sees(WARNING)


async def test_a_telephone_is_no_secret(talk: Talk) -> None:
    await talk.say("запитати бібліотекаря")
    await talk.say("передзвоніть мені 067 123 45 67")
    talk.misses(WARNING)
