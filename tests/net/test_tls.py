import shutil
import ssl
import subprocess

import pytest
from tests.net.wire import answer, redirect

from watchdesk.model import Failed, Request

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="needs the openssl command to make a certificate")


@pytest.fixture(scope="module")
def new_certificate(tmp_path_factory):
    """Makes a self-signed certificate: it is its own CA file."""

    def make(*names: str) -> tuple[str, ssl.SSLContext]:
        folder = tmp_path_factory.mktemp("certificate")
        made, key = str(folder / "certificate.pem"), str(folder / "key.pem")
        command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        subject = ["-subj", "/CN=outlet", "-addext", f"subjectAltName={','.join(names)}", "-days", "2"]
        subprocess.run([*command, *subject, "-keyout", key, "-out", made], check=True, capture_output=True)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(made, key)
        return made, context

    return make


@pytest.fixture(scope="module")
def certificate(new_certificate):
    return new_certificate("IP:127.0.0.1")


@pytest.fixture
def secure(new_wire, certificate):
    secure = new_wire("127.0.0.1", context=certificate[1])
    secure.routes["/"] = answer(b"safe")
    return secure


def test_a_self_signed_certificate_is_refused_in_plain_words(secure, gate):
    assert gate.fetch(Request(secure.url("/"))) == Failed(
        "the certificate of 127.0.0.1 is not valid: self-signed certificate"
    )
    assert secure.seen == []


def test_a_feeds_own_ca_file_vouches_for_it(secure, certificate, gate):
    assert gate.fetch(Request(secure.url("/"), ca_file=certificate[0])).body == b"safe"


def test_a_ca_file_vouches_for_no_other_feed(secure, certificate, gate):
    asked = [(n, Request(secure.url("/"), ca_file=certificate[0] if n % 2 else None)) for n in range(6)]

    assert {n for n, fetched in gate.fetch_all(asked) if isinstance(fetched, Failed)} == {0, 2, 4}


def test_a_ca_file_vouches_for_no_redirect_to_a_stranger(secure, new_wire, certificate, gate):
    stranger = new_wire("127.0.0.1", context=certificate[1])
    secure.routes["/"] = redirect(stranger.url("/"))

    failed = gate.fetch(Request(secure.url("/"), ca_file=certificate[0]))

    assert failed == Failed("the certificate of 127.0.0.1 is not valid: self-signed certificate")


def test_a_certificate_for_another_name_is_refused(new_wire, new_certificate, gate):
    ca_file, context = new_certificate("DNS:other.example")
    wrong = new_wire("127.0.0.1", context=context)

    failed = gate.fetch(Request(wrong.url("/"), ca_file=ca_file))

    assert failed.reason.startswith("the certificate of 127.0.0.1 is not valid: IP address mismatch")


def test_plain_talk_on_a_secure_port_is_a_failure(wire, gate):
    wire.routes["/"] = answer(b"x")

    failed = gate.fetch(Request(wire.url("/").replace("http:", "https:")))

    assert failed.reason.startswith("no secure connection to 127.0.0.1: ")


def test_a_downgrade_takes_no_secret_along_and_is_no_move(secure, wire, certificate, gate):
    secure.routes["/"] = redirect(wire.url("/"), "301 M")
    wire.routes["/"] = answer(b"plain")
    request = Request(secure.url("/"), ca_file=certificate[0], headers=(("X-Api-Key", "s3cret"),))

    fetched = gate.fetch(request)

    assert (fetched.body, fetched.moved_to) == (b"plain", None)
    assert secure.seen[0].fields["x-api-key"] == "s3cret"
    assert "x-api-key" not in wire.seen[0].fields


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_ca_file_that_cannot_be_used_is_named(secure, gate, tmp_path, content):
    ca_file = tmp_path / "ca.pem"
    if content:
        ca_file.write_text(content)

    assert gate.fetch(Request(secure.url("/"), ca_file=str(ca_file))) == Failed(
        f"the CA file cannot be used: {ca_file}"
    )
