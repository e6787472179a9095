"""How a call of the Bot API fails, and what follows from it."""

from enum import IntEnum

from bot.channels.contract import Failure, SendError

NETWORK = -1  # the status of a call that got no readable answer
BLOCKED_PAUSE = 60.0  # seconds: only people can mend it


class Status(IntEnum):
    """What Viber answers inside of its HTTP 200."""

    OK = 0
    INVALID_URL = 1
    INVALID_TOKEN = 2
    BAD_DATA = 3
    MISSING_DATA = 4
    RECEIVER_NOT_REGISTERED = 5
    RECEIVER_NOT_SUBSCRIBED = 6
    ACCOUNT_BLOCKED = 7
    ACCOUNT_NOT_FOUND = 8
    ACCOUNT_SUSPENDED = 9
    WEBHOOK_NOT_SET = 10
    NO_SUITABLE_DEVICE = 11
    TOO_MANY_REQUESTS = 12
    API_VERSION_NOT_SUPPORTED = 13
    INCOMPATIBLE_VERSION = 14
    ACCOUNT_NOT_AUTHORISED = 15


GONE = frozenset(
    {Status.RECEIVER_NOT_REGISTERED, Status.RECEIVER_NOT_SUBSCRIBED, Status.NO_SUITABLE_DEVICE}
)
REFUSED = frozenset({*range(1, 5), Status.API_VERSION_NOT_SUPPORTED, Status.INCOMPATIBLE_VERSION})
# What the operator is to do; nothing goes out before.
# This bot may not send to many at once: that is opened on application.
NO_BROADCAST = frozenset({Status.ACCOUNT_NOT_AUTHORISED, 19, 20})
OPERATOR = {
    Status.INVALID_TOKEN: "Viber refuses the token; check MISTOK_VIBER_TOKEN",
    Status.ACCOUNT_BLOCKED: "Viber has blocked the bot; write to Viber's support or your partner",
    Status.ACCOUNT_NOT_FOUND: "Viber does not know the bot; check MISTOK_VIBER_TOKEN",
    Status.ACCOUNT_SUSPENDED: "Viber has suspended the bot; ask your partner about its contract",
    Status.WEBHOOK_NOT_SET: "the bot has no webhook; run `mistok viber webhook --set`",
    Status.ACCOUNT_NOT_AUTHORISED: "Viber does not let this bot do that; ask your partner",
}


class CallError(Exception):
    """Viber refused a call, or gave no answer.

    `status` is Viber's own, NETWORK without one. The text holds no personal data and no token.
    """

    def __init__(self, status: int, description: str) -> None:
        super().__init__(f"{status}: {description}" if status > 0 else description)
        self.status = status
        self.description = description


def send_error(error: CallError) -> SendError:
    """What delivery does about it."""
    if advice := operator_advice(error.status):
        return SendError(Failure.RETRY, advice, after=BLOCKED_PAUSE)
    if error.status in GONE:
        return SendError(Failure.GONE, str(error))
    if error.status in REFUSED:
        return SendError(Failure.BAD, str(error))
    # Too many requests, no answer, and "general error" of whatever number.
    return SendError(Failure.RETRY, str(error))


def operator_advice(status: int) -> str:
    """What the operator is to do about it; "" when it is no matter of theirs."""
    return next((advice for known, advice in OPERATOR.items() if known == status), "")
