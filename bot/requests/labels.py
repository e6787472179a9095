"""What the desk calls things: kinds, states, reasons, acts. English msgids, by catalogue."""

from enum import IntEnum

from bot.engine.texts import N_
from bot.requests.model import (
    Came,
    Did,
    HistoryEvent,
    Holder,
    Outcome,
    PassedOver,
    Request,
    RequestEntry,
    RequestKind,
    RoutingReason,
    Said,
    State,
)
from bot.requests.notices import NO_REPLY
from bot.requests.refusals import RequestRefusal
from bot.staff.model import Role

ROLES = {
    Role.LIBRARIAN: N_("librarian"),
    Role.EDITOR: N_("editor of the content"),
    Role.HEAD: N_("head of the library"),
    Role.COORDINATOR: N_("coordinator"),
    Role.ADMIN: N_("administrator"),
}
KINDS = {
    RequestKind.REFERENCE: N_("Reference question"),
    RequestKind.SERVICE_HELP: N_("Help with an e-service"),
    RequestKind.DOCUMENT_DELIVERY: N_("Copy of a document"),
    RequestKind.LEGAL_AID: N_("Legal aid"),
    RequestKind.INFORMATION: N_("Request for public information"),
}
STATES = {
    State.NEW: N_("Waiting"),
    State.TAKEN: N_("In work"),
    State.ASKING: N_("Reader was asked"),
    State.OFFERED: N_("Terms were sent"),
    State.ANSWERED: N_("Answered"),
    State.CLOSED: N_("Closed"),
    State.WITHDRAWN: N_("Withdrawn"),
    State.MERGED: N_("Merged"),
}
CAME = {
    Came.CHAT: N_("From the chat"),
    Came.IN_PERSON: N_("Asked in person"),
    Came.PHONE: N_("Asked by phone"),
    Came.EMAIL: N_("By e-mail"),
    Came.LETTER: N_("By letter"),
}
WRITTEN_DOWN = tuple(one for one in CAME if one is not Came.CHAT)  # by staff
# Where a reader's conversation is; what is not here is not offered as a filter.
CHANNELS = {"telegram": N_("Telegram"), "viber": N_("Viber"), "web": N_("The site’s chat")}
# These tell when a message has arrived; what another one has taken is with its reader.
TELLS_LATER = frozenset({"viber", "web"})


class Arrival(IntEnum):
    """How far what was written to a reader has come."""

    NOT_YET = 0
    DELIVERED = 1
    READ = 2


ARRIVALS = {
    Arrival.NOT_YET: N_("not delivered yet"),
    Arrival.DELIVERED: N_("delivered"),
    Arrival.READ: N_("read"),
}
SAID = {
    Said.WORDS: N_("Reader"),
    Said.ANSWER: N_("Answer"),
    Said.QUESTION: N_("Question to the reader"),
    Said.OFFER: N_("Terms of a copy"),
    Said.RATING: N_("What the reader says of the answer"),
    Said.REASON: N_("Why, as the reader was told"),
    Said.NOTE: N_("Note, for staff only"),
}
# The same for its reader.
FOR_READER = {
    State.NEW: N_("Waits for a librarian."),
    State.TAKEN: N_("A librarian works on it."),
    State.ASKING: N_("The librarian waits for your reply."),
    State.OFFERED: N_("The librarian waits: do you agree to the terms?"),
    State.ANSWERED: N_("Answered."),
    State.CLOSED: N_("Closed."),
    State.WITHDRAWN: N_("Withdrawn."),
    State.MERGED: N_("Merged with another question."),
}
# What is more than its kind tells.
SAID_BY = {
    Did.CORRECTED: N_("Correction of the answer"),
    Did.REFUSED: N_("Why it can’t be done"),
    Did.HANDED_OVER: N_("Handed over. Why, as the reader was told"),
    Did.EXTENDED: N_("It takes longer. Why, as the reader was told"),
    Did.CLOSED: N_("Closed. Why, as the reader was told"),
    Did.ADDED: N_("Reader, further words"),
    Did.REPLIED: N_("Reader, in reply"),
    Did.AGREED: N_("Reader agrees to the terms"),
}
WHY = {
    RoutingReason.CHOSEN: N_("The reader chose this library."),
    RoutingReason.NEAREST: N_("The nearest library that can answer."),
    RoutingReason.OWN: N_("The nearest library of the reader’s own hromada or raion."),
    RoutingReason.OBLAST: N_("No library nearer can answer."),
    RoutingReason.SILENT: N_("The library before has not taken it up in time."),
    RoutingReason.HANDED: N_("Another library handed it over."),
    RoutingReason.RECORDED: N_("It was asked here."),
}
_IMPOSSIBLE = N_("Answered: impossible")
_NO_PLACE = N_("The reader has named no place.")
SKIPPED = {
    PassedOver.NO_STAFF: N_("%(library)s: nobody works at the desk there"),
    PassedOver.CANNOT: N_("%(library)s: has no such service"),
    PassedOver.BUSY: N_("%(library)s: many requests wait there"),
    PassedOver.SHUT: N_("%(library)s: shut until the deadline"),
    PassedOver.ELSEWHERE: N_("%(library)s: of another hromada or raion"),
}
HISTORY = {
    Did.HANDED_IN: N_("handed in"),
    Did.RECORDED: N_("written down"),
    Did.TAKEN: N_("taken"),
    Did.RELEASED: N_("back in the queue"),
    Did.HANDED_OVER: N_("handed over: %(from)s → %(to)s"),
    Did.PASSED_UP: N_("passed up: %(from)s was silent → %(to)s"),
    Did.ASKED: N_("reader asked"),
    Did.OFFERED: N_("terms sent"),
    Did.AGREED: N_("reader agrees to the terms"),
    Did.ADDED: N_("reader has written more"),
    Did.REPLIED: N_("reader has replied"),
    Did.EDITED: N_("reader has changed the words"),
    Did.NOTED: N_("note"),
    Did.ANSWERED: N_("answered"),
    Did.CORRECTED: N_("answer corrected"),
    Did.REFUSED: N_("said why it can’t be done"),
    Did.EXTENDED: N_("term extended"),
    Did.RELABELLED: N_("kind changed: %(from)s → %(to)s"),
    Did.CLOSED: N_("closed"),
    Did.REOPENED: N_("opened again"),
    Did.WITHDRAWN: N_("withdrawn by the reader"),
    Did.MERGED: N_("merged into No. %(into)s"),
    Did.JOINED: N_("No. %(from)s joined it: the same question"),
    Did.PARTED: N_("parted from No. %(from)s again"),
    Did.LET_GO: N_("No. %(from)s goes on by itself again"),
    Did.RATED: N_("rated"),
    Did.REMINDED: N_("staff reminded"),
    Did.OVERDUE: N_("overdue: the reader was told"),
    Did.ASKED_IF_HELPED: N_("reader asked whether it helped"),
    Did.FORGOTTEN: N_("the reader left: words erased"),
    Did.UNDELIVERED: N_("not delivered to the reader"),
    Did.SENT_AGAIN: N_("sent to the reader again"),
    Did.FETCHED: N_("opened by its number and key"),
    Did.TAKEN_ALONG: N_("the reader took it along to another chat"),
    Did.OWNER_LEFT: N_("waits for a colleague: %(gone)s no longer works at the desk"),
}
_GONE = N_("back in the queue: %(gone)s no longer works at the desk")
_IDLE = N_("back in the queue: nobody went on with it in time")
_NO_REPLY = N_("closed: the reader did not reply")
_FETCHED = {
    "page": N_("the reader opened it on the page by its number and key"),
    "chat": N_("the reader opened it in a chat by its number and key"),
    "desk": N_("shown to the reader who came with its number and key"),
}
_RATED = N_("rated: %(rating)s")
RATINGS = {3: N_("It helped"), 2: N_("Partly"), 1: N_("It did not help")}
# Why an act is not possible, and what to do now.
NOT_POSSIBLE = {
    RequestRefusal.UNKNOWN: N_("There is no such request at your desk."),
    RequestRefusal.STATE: N_(
        "This is not possible any more: the request has changed meanwhile. Here is how it stands "
        "now. Your text is kept below."
    ),
    RequestRefusal.OWNED: N_("%(owner)s has this request. Agree with them, or choose another one."),
    RequestRefusal.NOT_OWNER: N_("Take the request first, then it is yours to answer."),
    RequestRefusal.EMPTY: N_("Write at least a word, or attach a file."),
    RequestRefusal.NO_REASON: N_(
        "The reader waits for an answer. Write why it is closed without one: they get it."
    ),
    RequestRefusal.SAME: N_("Choose another one: this is the same."),
    RequestRefusal.NOT_SAME_PERSON: N_(
        "Another reader asked that one. If you know that it is the same person, say so below: then "
        "both chats get the answer."
    ),
    RequestRefusal.ANSWERED_MEANWHILE: N_(
        "A colleague has answered meanwhile: read it below. Yours was not sent and is kept. If it "
        "is still needed, send it once more."
    ),
    RequestRefusal.OTHER_ENDED: N_(
        "That request is ended: nobody would answer there. Choose one that is open."
    ),
    RequestRefusal.NO_LIBRARY: N_("Choose a library from the list."),
    RequestRefusal.NO_TERM: N_("This term can’t be extended, or the reason is missing."),
    RequestRefusal.AGAIN: N_("The term for re-opening is over. The reader can ask anew."),
    RequestRefusal.REPEATED: N_("This has just been sent already. It did not go a second time."),
}
# Why what was written has not reached the reader, by the kind of failure, and what to do now.
UNDELIVERED = {
    "gone": N_("The reader has closed the chat with the bot."),
    "retry": N_("The messenger did not answer for a long time."),
    "bad": N_("The messenger refused this message."),
    "later": N_(
        "The reader’s messenger takes our messages only for a day after they write. This one goes "
        "out by itself as soon as they write to the bot."
    ),
    "mail": N_("The reader has closed the chat, and their mailbox refused the letter."),
}
REACH_THEM = N_(
    "Phone the reader or reach them another way, then write a note here: the mark goes away. If "
    "they come back to the chat, they find it under “My questions”."
)
SEND_AGAIN = N_(
    "Write it once more, shorter or without the file. If that fails too, reach the reader another "
    "way and write a note here: the mark goes away."
)
DONE = {
    "take": N_("The request is yours."),
    "release": N_("The request is back in the queue."),
    "answer": N_("The answer is on its way to the reader."),
    "correct": N_("The correction is on its way to the reader."),
    "refuse": N_("The reader is told why it can’t be done."),
    "ask": N_("The question is on its way to the reader."),
    "offer": N_("The terms are on their way to the reader."),
    "hand_over": N_("Request No. %(number)s is handed over."),
    "note": N_("The note is kept. The reader does not see it."),
    "merge": N_("Request No. %(number)s is merged."),
    "part": N_("Request No. %(number)s goes on by itself: it waits in the queue."),
    "close": N_("Request No. %(number)s is closed."),
    "reopen": N_("The request is open again."),
    "extend": N_("The term is extended."),
    "relabel": N_("The kind is changed, and so is the term."),
    "propose": N_("The editors see the answer. What tells of a person they don’t."),
    "said": N_("What the reader said is written down; the term goes on."),
    "recorded": N_("Written down as No. %(number)s."),
    "replied": N_("The made-up reader has replied."),
    "nothing": N_("The made-up reader was not asked anything."),
}
_TO_READER = {"answer", "correct", "refuse", "ask", "offer"}
_PRACTISED = N_("Practice: a real reader would have it now. Here nothing was sent.")
_NOT_THERE_YET = N_("It is kept, but has not reached the reader: read below what to do.")
_TELL_THEM = N_("Written down. This reader has no chat with us: tell them yourself.")


def happened(event: HistoryEvent) -> str:
    """What a line of history is called, and why, where that is known."""
    known, did = event.facts, event.did
    if did is Did.RELEASED and known.get("gone"):
        return _GONE
    if did is Did.RELEASED and known.get("idle"):
        return _IDLE
    if did is Did.CLOSED and known.get("why") == NO_REPLY:
        return _NO_REPLY
    if did is Did.FETCHED and known.get("where") in _FETCHED:
        return _FETCHED[known["where"]]
    if did is Did.RATED and known.get("rating") in RATINGS:
        return _RATED
    return HISTORY[did]


def said(entry: RequestEntry) -> str:
    """What an entry is called: by its act where that tells more than its kind."""
    known = SAID_BY.get(entry.did) if entry.did else None
    return known or SAID[entry.said]


def state_of(request: Request) -> str:
    """What its state is called; an answer that it can't be done is no common one."""
    refused = request.state is State.ANSWERED and request.outcome is Outcome.IMPOSSIBLE
    return _IMPOSSIBLE if refused else STATES[request.state]


def what_to_do(why: str) -> str:
    """What the staff can do about what was not delivered, by the kind of failure."""
    return REACH_THEM if why in {"gone", "later", "mail"} else SEND_AGAIN


def why_of(holder: Holder) -> str:
    """Why this library has it."""
    nobody_nearer = holder.why is RoutingReason.OBLAST and not holder.skipped
    return _NO_PLACE if nobody_nearer else WHY[holder.why]


def done(act: str, request: Request) -> str:
    """What an act has done to this request; "" for no act. No more is told than is so."""
    if act in _TO_READER and request.undelivered:
        return _NOT_THERE_YET
    if act in _TO_READER and request.practice:
        return _PRACTISED
    if act in _TO_READER and request.citizen_id is None:
        return _TELL_THEM
    return DONE.get(act, "")


# Why a request does not open by its number and key.
NOT_KNOWN = N_(
    "There is no request with this number and key. Look at both once more: the number has eight "
    "digits, the key six. If the key is lost, ask the library that has the request."
)
TOO_OFTEN = N_(
    "Too many wrong keys. Try again in %(minutes)s min, or ask at any library with the number and "
    "the key."
)
