"""Hands letters to a mail server, by SMTP."""

import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Literal

import aiosmtplib

from bot.channels.contract import Failure, SendError

TIMEOUT = 30.0  # seconds for each answer of the server
AGAIN = 600.0  # seconds: a mail server that is away, or asks to come later, is asked for two hours
NO_MAILBOX = frozenset({550, 551, 553, 554})  # for the address itself
Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class MailServer:
    """Which server takes our letters, and as whom."""

    host: str
    port: int
    security: Security = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    trusted: ssl.SSLContext | None = field(default=None, repr=False)  # tests have their own

    async def hand_over(self, letter: EmailMessage) -> None:
        """Return when the server has taken it. Raises SendError, without an address in it."""
        try:
            await aiosmtplib.send(
                letter,
                hostname=self.host,
                port=self.port,
                username=self.user or None,
                password=self.password or None,
                use_tls=self.security == "tls",
                start_tls=self.security == "starttls",
                tls_context=self.trusted,
                timeout=TIMEOUT,
            )
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _failed(error) from error


def _failed(error: Exception) -> SendError:
    """What follows: a refused address is gone, a refused letter is bad, the rest passes."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        codes = [one.code for one in error.recipients]
        return _refused(max(codes, default=0), "the mailbox", Failure.GONE)
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        told = f"the mail server does not take our user and password ({error.code})"
        return SendError(Failure.RETRY, told, after=AGAIN)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return _refused(error.code, "the letter", Failure.BAD)
    told = f"the mail server can't be reached ({type(error).__name__})"
    return SendError(Failure.RETRY, told, after=AGAIN)


def _refused(code: int, what: str, lasting: Failure) -> SendError:
    if code >= 500 and (lasting is Failure.BAD or code in NO_MAILBOX):
        return SendError(lasting, f"the mail server refuses {what} ({code})")
    return SendError(Failure.RETRY, f"the mail server takes {what} later ({code})", after=AGAIN)
