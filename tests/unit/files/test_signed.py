"""Documents people get signed: from Diia, a notary, a court, their accountant."""

import base64
import datetime as dt
import zlib
from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as some

from bot.files.kinds import ACTIVE, DETACHED, FORMULAS, LOCKED, REMOTE, SIGNED
from bot.files.parsing.signatures import judged
from bot.files.rules import is_of_another_kind, safe_name
from tests.unit.files.risky import pdf, with_relation
from tests.unit.files.samples import archive, media_type_of, office

CMS = "application/pkcs7-signature"
ASIC = "application/vnd.etsi.asic-e+zip"
ASIC_S = "application/vnd.etsi.asic-s+zip"
PLAIN = b"%PDF-1.7\n1 0 obj\n%%EOF"
OPTIONS = [pkcs7.PKCS7Options.Binary]
NOTHING: tuple[None, set[str]] = (None, set())


@cache
def _signer() -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Тарас Бульба")])
    day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(7)
    made = made.public_key(key.public_key()).not_valid_before(day)
    return made.not_valid_after(day.replace(year=2028)).sign(key, hashes.SHA256()), key


def cms(body: bytes, *, encoding: Encoding = Encoding.DER, detached: bool = False) -> bytes:
    """Signed by a real key."""
    certificate, key = _signer()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(body)
    builder = builder.add_signer(certificate, key, hashes.SHA256())
    more = [pkcs7.PKCS7Options.DetachedSignature] if detached else []
    return builder.sign(encoding, OPTIONS + more)


def without_lengths(*pieces: bytes) -> bytes:
    """As programs that stream write it: ends are marked, the words come in pieces."""
    kind, data = (bytes.fromhex(f"06092a864886f70d0107{one}") for one in ("02", "01"))
    words = b"".join(b"\x04" + bytes([len(one)]) + one for one in pieces)
    inner = b"\x30\x80" + data + b"\xa0\x80\x24\x80" + words + b"\0\0" * 3
    told = b"\x02\x01\x01" + b"\x31\x00" + inner
    return b"\x30\x80" + kind + b"\xa0\x80\x30\x80" + told + b"\x31\x00" + b"\0\0" * 3


def container(*documents: tuple[str, str], kind: str = ASIC) -> bytes:
    signature = ("META-INF/signatures001.p7s", "x")
    return archive(("mimetype", kind), *documents, signature)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (cms(PLAIN), "Довідка.pdf.p7s"),
        (cms("Заява".encode()), "Заява.txt.p7m"),
        (cms(PLAIN, encoding=Encoding.PEM), "Довідка.pdf.p7s"),
        (base64.b64encode(cms(PLAIN)), "Довідка.pdf.p7s"),
        (base64.encodebytes(cms(PLAIN)).replace(b"\n", b"\r\n"), "Довідка.pdf.p7s"),
        (cms(cms(PLAIN)), "Двічі підписано.p7s"),
        (without_lengths(PLAIN[:9], PLAIN[9:]), "Витяг.pdf.p7s"),
    ],
)
def test_a_signed_document_is_taken_and_told(body, name):
    assert judged(body) == (CMS, {SIGNED})
    assert media_type_of(body, name) == CMS
    assert safe_name(name, CMS) == name
    assert not is_of_another_kind(name, CMS)


@pytest.mark.parametrize("kind", [ASIC, ASIC_S])
def test_a_container_is_taken_and_told(kind):
    body = container(("Витяг з реєстру.pdf", PLAIN.decode()), kind=kind)
    assert judged(body) == (kind, {SIGNED})
    ending = "asice" if kind == ASIC else "asics"
    assert safe_name(f"Витяг.{ending}", kind) == f"Витяг.{ending}"
    assert safe_name("Витяг.zip", kind) == f"Витяг.{ending}"
    assert safe_name("Витяг.sce", ASIC) == "Витяг.sce"


@pytest.mark.parametrize(
    "body",
    [
        archive(("a.pdf", PLAIN.decode()), ("META-INF/signature.p7s", "x")),
        archive(("META-INF/signatures.xml", "<x/>"), ("a.pdf", PLAIN.decode())),
        archive(("a.pdf", PLAIN.decode()), ("META-INF/", ""), ("mimetype", ASIC)),
    ],
    ids=["no mimetype", "its signature first", "mimetype last"],
)
def test_a_container_of_a_careless_program_is_one_all_the_same(body):
    assert judged(body) == (ASIC, {SIGNED})


def test_a_signature_without_its_document_is_told():
    assert judged(cms(PLAIN, detached=True)) == (CMS, {DETACHED})


def test_what_was_signed_is_looked_into():
    scripted = pdf(b"<</S /JavaScript>>")
    letter = with_relation("attachedTemplate", "https://a.example/t.dotm")
    assert judged(cms(scripted)) == (CMS, {SIGNED, ACTIVE})
    assert judged(cms(letter)) == (CMS, {SIGNED, REMOTE})
    assert judged(without_lengths(b"%PDF-1", b"/Launch")) == (CMS, {SIGNED, ACTIVE})
    assert judged(container(("a.csv", "a;=1+1"))) == (ASIC, {SIGNED, FORMULAS})
    assert judged(container(("data.xml", "<?xml version='1.0'?><a/>"))) == (ASIC, {SIGNED, LOCKED})
    assert judged(cms(zlib.compress(b"unknown"))) == (CMS, {SIGNED, LOCKED})


@pytest.mark.parametrize(
    "body",
    [
        cms(b"MZ\x90\0\x03\0"),
        cms(cms(b"\x7fELF\x02\x01")),
        container(("рахунок.pdf.exe", "x")),
        container(("a.pdf", "MZ\x90")),
        container(("a.js", "1")),
        archive(("a.txt", "a"), ("META-INF/MANIFEST.MF", "x")),
        archive(("mimetype", "application/zip"), ("META-INF/signatures.xml", "x")),
    ],
    ids=["signed", "twice", "in a container", "by its bytes", "script", "archive", "other kind"],
)
def test_a_signature_makes_no_program_welcome(body):
    assert judged(body) == NOTHING


def test_what_is_hidden_deep_or_cut_is_told_or_refused():
    deep = PLAIN
    for _ in range(5):
        deep = cms(deep)
    assert judged(deep) == (CMS, {SIGNED, LOCKED})
    assert judged(cms(PLAIN)[:60]) == (CMS, {SIGNED, LOCKED})
    assert judged(container(*((f"{n}.txt", "a") for n in range(60)))) == (ASIC, {SIGNED, LOCKED})


@given(some.integers(0, 200), some.binary(max_size=12), some.integers(0, 400))
def test_no_damage_breaks_the_judge(at, noise, cut):
    for whole in (cms(PLAIN), without_lengths(PLAIN), container(("a.pdf", "%PDF-1"))):
        kind, risks = judged((whole[:at] + noise + whole[at + len(noise) :])[:cut])
        assert kind is not None or not risks


LEADS = [b"\xef\xbb\xbf", b"\n", b"\r\n\r\n", b" \t\n", b"\0\0", b"\xef\xbb\xbf\r\n"]


@pytest.mark.parametrize("lead", LEADS)
def test_a_mark_or_an_empty_line_before_a_document_changes_nothing(lead):
    assert judged(lead + PLAIN) == ("application/pdf", set())
    assert judged(lead + pdf(b"<</S /JavaScript>>")) == ("application/pdf", {ACTIVE})
    assert judged(lead + b"{\\rtf1 hello}") == ("application/rtf", set())
    assert judged(lead + b"{\\rtf1{\\*\\template http://a.example/t}}")[1] == {REMOTE}
    assert judged(lead + b"{\\rtf1{\\object{\\*\\objdata 0105}}}") == NOTHING
    assert judged(cms(lead + PLAIN)) == (CMS, {SIGNED})


def test_other_words_before_a_document_do():
    assert judged(b"<html>" + PLAIN) == NOTHING
    assert judged(b"\n" * 2000 + PLAIN)[0] != "application/pdf"
    assert judged(b"\n" + office("word/document.xml")) == NOTHING
