"""The desk: requests of citizens on their way to an answer, bound to one transaction."""

from bot.desk.citizen import CitizenSide
from bot.desk.clockwork import Clockwork
from bot.desk.intake import Intake
from bot.desk.lists import Lists
from bot.desk.practice import Practice
from bot.desk.room import Room
from bot.desk.work import Work


class Desk:
    """The use cases, by whose they are."""

    def __init__(self, room: Room) -> None:
        self.intake = Intake(room)
        self.citizen = CitizenSide(room)
        self.work = Work(room)
        self.lists = Lists(room)
        self.clockwork = Clockwork(room)
        self.practice = Practice(room)
