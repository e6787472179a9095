"""Appointments, bound to one transaction."""

from bot.appointments.admission import Admission
from bot.appointments.agreed import AgreedTimes
from bot.appointments.booking import Booking
from bot.appointments.context import AppointmentContext
from bot.appointments.departures import Departures
from bot.appointments.desk import DeskSide
from bot.appointments.desk_booking import DeskBooking
from bot.appointments.finding import Finding
from bot.appointments.links import Links
from bot.appointments.reminders import Reminders
from bot.appointments.waiting import WaitingList


class Appointments:
    """The use cases, by whose they are."""

    def __init__(self, context: AppointmentContext) -> None:
        self.schedules = context.schedules
        self.finding = Finding(context)
        self.waiting = WaitingList(context, self.finding)
        admission = Admission(context, self.finding)
        self.booking = Booking(context, admission, self.waiting)
        self.at_desk = DeskBooking(context, admission)
        self.agreed = AgreedTimes(context, admission)
        self.links = Links(context)
        self.desk = DeskSide(context)
        self.clock = Reminders(context, self.waiting)
        self.departures = Departures(context, self.booking, self.waiting)
