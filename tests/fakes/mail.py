"""A real mail server (aiosmtpd) on this computer: what it was given, and what it is to refuse."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

from tests.ports import free_port


@dataclass
class PostOffice:
    """`letters` are what it took; `answers` are said in turn in place of taking one: «451 later».

    An answer that begins with «rcpt » is said to the address, the others to the letter.
    """

    port: int
    letters: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, server: SMTP, session: object, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answers and self.answers[0].startswith("rcpt "):
            return self.answers.pop(0).removeprefix("rcpt ")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: object, envelope: Envelope
    ) -> str:
        if self.answers:
            return self.answers.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        letter = message_from_bytes(content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        assert [letter["To"]] == envelope.rcpt_tos
        self.letters.append(letter)
        return "250 OK"

    def authenticate(
        self, server: SMTP, session: object, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"right", handled=False)

    def to(self, address: str) -> list[str]:
        """The texts that went to an address."""
        return [str(one.get_content()) for one in self.letters if one["To"] == address]


@contextmanager
def post_office(*, tls: ssl.SSLContext | None = None, **more: Any) -> Iterator[PostOffice]:
    """It takes letters until the block ends; `tls` lets it speak STARTTLS."""
    office = PostOffice(free_port())
    controller = Controller(
        office, hostname="127.0.0.1", port=office.port, tls_context=tls,
        authenticator=office.authenticate, **more,
    )  # fmt: skip
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
