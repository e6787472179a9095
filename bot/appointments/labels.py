"""Names of kinds, states and outcomes, and why something can't be done."""

from bot.appointments.model import (
    AppointmentRefusal,
    Came,
    Outcome,
    State,
)
from bot.appointments.schedule import Kind, Mode
from bot.engine.texts import N_

KINDS = {
    Kind.LEGAL_AID: N_("A lawyer’s consultation"),
    Kind.HELP_HOUR: N_("An hour of help"),
}
MODES = {
    Mode.IN_PERSON: N_("In person"),
    Mode.PHONE: N_("By phone"),
    Mode.VIDEO: N_("By video"),
}
STATES = {
    State.RESERVED: N_("kept for who waits"),
    State.HELD: N_("being filled in"),
    State.BOOKED: N_("expected"),
    State.CANCELLED: N_("cancelled"),
    State.CAME: N_("came"),
    State.ABSENT: N_("did not come"),
    State.MOVED_ON: N_("goes on elsewhere"),
}
CAME = {
    Came.CHAT: N_("In the chat"),
    Came.IN_PERSON: N_("At the counter"),
    Came.BY_PHONE: N_("By phone"),
}
OUTCOMES = {
    Outcome.ADVISED: N_("Explained"),
    Outcome.PAPER: N_("A paper was written"),
    Outcome.SERVICE_DONE: N_("A service was used online"),
    Outcome.SECONDARY_AID: N_("Goes on to free secondary aid"),
    Outcome.ELSEWHERE: N_("Sent to another institution"),
    Outcome.AGAIN: N_("Another appointment is needed"),
    Outcome.NOTHING: N_("Could not be helped here"),
}
# Why something can't be done, and what to do now.
NOT_POSSIBLE: dict[AppointmentRefusal, str] = {
    AppointmentRefusal.UNKNOWN: N_("No such appointment. Check the number, please."),
    AppointmentRefusal.TAKEN: N_("This time has just been taken. Choose another one."),
    AppointmentRefusal.NO_SUCH_PLACE: N_("There is no reception at this time. Choose another one."),
    AppointmentRefusal.TOO_SOON: N_(
        "It is too late to book this time here. Call the library, or choose a later one."
    ),
    AppointmentRefusal.TOO_FAR: N_("This day can’t be booked yet. Choose an earlier one."),
    AppointmentRefusal.ONE_A_DAY: N_(
        "You have an appointment on this day already. Move it, or choose another day."
    ),
    AppointmentRefusal.TOO_MANY: N_(
        "You have many appointments already. Cancel one, or call the library."
    ),
    AppointmentRefusal.CALL_FIRST: N_(
        "You could not come a few times, and that happens. Now a librarian finds the time with "
        "you: call, or leave your number."
    ),
    AppointmentRefusal.STATE: N_("This appointment is over or cancelled. Choose a new time."),
    AppointmentRefusal.HOLD_ENDED: N_("We could keep the time no longer. Choose it once more."),
    AppointmentRefusal.NOT_YET: N_("It has not begun yet. Note it down when it has."),
    AppointmentRefusal.MAY_NOT: N_("This is another library’s. Ask its staff."),
    AppointmentRefusal.EMPTY: N_("Write how to call the person."),
    AppointmentRefusal.DAY_OVER: N_("This day is over. Choose today or a later day."),
}
# Where the desk must be told otherwise than the person whose appointment it is.
AT_DESK = {
    **NOT_POSSIBLE,
    AppointmentRefusal.TOO_SOON: N_("This time is over. Choose a later one."),
    AppointmentRefusal.ONE_A_DAY: N_(
        "This person has an appointment on that day already. Choose another day."
    ),
}
