"""Why an act of the desk, or of a citizen with their request, may not happen."""

from enum import StrEnum

from bot.requests.model import Did, Request


class RequestRefusal(StrEnum):
    """Why an act may not happen."""

    UNKNOWN = "unknown"  # no such request, or not yours to see
    STATE = "state"  # the act doesn't fit its state
    OWNED = "owned"  # by somebody else
    NOT_OWNER = "not_owner"  # it is to be taken first
    EMPTY = "empty"
    NO_REASON = "no_reason"  # to close it without an answer
    SAME = "same"  # as it is already
    NOT_SAME_PERSON = "not_the_same_person"  # who asked; nobody's words go to another
    ANSWERED_MEANWHILE = "answered_meanwhile"  # by a colleague, while one was writing
    OTHER_ENDED = "other_ended"  # what it was to be merged with
    NO_LIBRARY = "no_library"
    NO_TERM = "no_term"  # it can't be extended so
    AGAIN = "again"  # it can't be re-opened any more
    REPEATED = "repeated"  # the same was said by the same person a moment ago: it is done


class NotPossibleError(Exception):
    """An act that may not happen now. `code` says why, `request` is how it stands."""

    def __init__(
        self, code: RequestRefusal, request: Request | None = None, did: Did | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.request = request
        self.did = did
