"""The e-mail channel against a real mail server: safe connections, logins, what a letter holds."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.channels.contract import Failure, SendError
from bot.channels.email.channel import EmailChannel
from bot.channels.email.client import MailServer
from bot.channels.email.letter import letter_of
from bot.engine.addresses import normal_address
from bot.engine.model import Key, Message
from tests.fakes.mail import post_office
from tests.ports import free_port

TO = "oksana@library.example"
NOW = datetime(2026, 11, 29, 18, tzinfo=UTC)
MESSAGE = Message("Нове звернення № 4829-1537.", title="Місток: звернення")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of 127.0.0.1, signed by itself; with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("mail") / "mail.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )  # fmt: skip
    return path


@pytest.fixture
def spoken(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def channel(port: int, **given: object) -> EmailChannel:
    server = MailServer("127.0.0.1", port, **given)  # type: ignore[arg-type]
    return EmailChannel(server, sender="mistok@library.example", name=lambda: "Місток")


async def fails(port: int, **given: object) -> SendError:
    with pytest.raises(SendError) as told:
        await channel(port, **given).send(TO, MESSAGE)
    assert TO not in told.value.reason
    assert "wrong" not in told.value.reason
    return told.value


async def test_a_safe_connection_and_a_login(certificate: Path, spoken: ssl.SSLContext) -> None:
    trusted = ssl.create_default_context(cafile=str(certificate))
    with post_office(tls=spoken) as office:
        login = {"security": "starttls", "user": "mistok", "trusted": trusted}
        await channel(office.port, password="right", **login).send(TO, MESSAGE)
        assert office.logins == [("mistok", "right")]
        assert [one.strip() for one in office.to(TO)] == ["Нове звернення № 4829-1537."]
        error = await fails(office.port, password="wrong", **login)
        assert error.failure is Failure.RETRY  # a setting is mended, and nothing is lost
        assert "user and password" in error.reason


async def test_nothing_goes_to_a_server_that_is_not_the_one(spoken: ssl.SSLContext) -> None:
    with post_office(tls=spoken) as office:
        error = await fails(office.port, security="starttls")  # nobody vouches for it
        assert error.failure is Failure.RETRY
        assert office.letters == []


async def test_no_letter_goes_readably_where_a_safe_way_is_asked_for() -> None:
    with post_office() as office:  # it can't speak STARTTLS
        assert (await fails(office.port, security="starttls")).failure is Failure.RETRY
        assert office.letters == []


async def test_a_server_that_is_away_is_asked_again() -> None:
    error = await fails(free_port(), security="none")
    assert error.failure is Failure.RETRY
    assert error.after > 0


def test_a_letter_holds_what_it_says_and_no_more_headers() -> None:
    message = Message(
        "Рядок\nдругий", title="Тема\r\nBcc: thief@example.org\nдалі",
        rows=((Key("Стіл", url="https://bot.example/desk"), Key("Ні", token="x")),), lang="uk",
    )  # fmt: skip
    given = {"sender": "m@lib.example", "name": "Місток", "to": TO}
    letter = letter_of(message, now=NOW, **given)
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Тема Bcc: thief@example.org далі"
    assert letter.get_content() == "Рядок\nдругий\n\nСтіл: https://bot.example/desk\n"
    again = letter_of(message, now=NOW + timedelta(hours=1), **given)
    assert again["Message-ID"] == letter["Message-ID"]  # repeated after a crash it is one letter
    other = letter_of(MESSAGE, now=NOW, **given)
    assert other["Message-ID"] != letter["Message-ID"]
    assert TO not in str(letter["Message-ID"])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Olena@UKR.net ", "Olena@ukr.net"), ("<olena@ukr.net>", "olena@ukr.net"),
        ("mailto:olena@ukr.net", "olena@ukr.net"),
        ("olena+lib@a-b.ukr.net.", "olena+lib@a-b.ukr.net"),
        ("olena", ""), ("olena@ukr", ""), ("o lena@ukr.net", ""), ("a@b.c\nBcc: d@e.f", ""),
        ("a@b@c.d", ""), ("@ukr.net", ""), ("олена@укр.нет", ""), ("a..b@c.de", ""), ("", ""),
        (f"{'a' * 250}@b.cd", ""),
    ],
)  # fmt: skip
def test_addresses_as_people_type_them(typed: str, kept: str) -> None:
    assert normal_address(typed) == kept
