"""Requests of citizens on their way to an answer, bound to one transaction."""

from bot.requests.citizen_acts import CitizenSide
from bot.requests.claims import Claims
from bot.requests.context import DeskContext
from bot.requests.departures import Departures
from bot.requests.handed_on import HandedOnLists
from bot.requests.intake import Intake
from bot.requests.practice import Practice
from bot.requests.queries import Lists
from bot.requests.sla_runner import SlaRunner
from bot.requests.staff_acts import Work
from bot.requests.undelivered import Letters


class Requests:
    """The use cases, by whose they are."""

    def __init__(self, context: DeskContext) -> None:
        self.intake = Intake(context)
        self.citizen = CitizenSide(context)
        self.claims = Claims(context.unit)
        self.work = Work(context)
        self.lists = Lists(context)
        self.handed_on = HandedOnLists(context)
        self.sla_runner = SlaRunner(context)
        self.practice = Practice(context)
        self.letters = Letters(context)
        self.departures = Departures(context)
