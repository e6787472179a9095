"""Ways that many conversations go, by taps: over any channel."""

from tests.flows.appointments.people import number_in
from tests.talk import Talk


async def to_times(talk: Talk) -> None:
    """To the free times of a lawyer near Derazhnia."""
    await talk.tap("Правова допомога")
    await talk.tap("Підібрати допомогу")
    await talk.tap("Сім’я й діти")
    await talk.tap("Можна почекати")
    await talk.tap("Записатися")
    await talk.say("Деражня")


async def booked(talk: Talk) -> str:
    """A lawyer is booked; the number."""
    await to_times(talk)
    await talk.tap("вт, 24 листопада, 10:00")
    await talk.tap("Підтвердити")
    return number_in(talk)
