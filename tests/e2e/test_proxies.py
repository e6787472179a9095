"""The examples of docs/deploy with the real nginx and Caddy before the real program."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from bot.app.settings import ROOT
from tests.channels.web.served_chat import Visitor
from tests.e2e.deployment import Deployment, at_home, living
from tests.ports import free_port
from tests.waiting import PATIENCE, wait_until

EXAMPLES = ROOT / "docs" / "deploy"
FORGED = {"X-Forwarded-For": "203.0.113.77", "Forwarded": "for=203.0.113.77"}
PDF = b"%PDF-1.4\n" + b"0" * 3_000_000 + b"\n%%EOF\n"
NGINX = """daemon off; pid {folder}/pid; error_log {folder}/errors; events {{}}
http {{ access_log {folder}/requests; {temporary} {example} }}"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@pytest.fixture(scope="module")
def deployment(
    http: httpx.Client, prepared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployment]:
    folder = at_home(tmp_path_factory.mktemp("proxied"), prepared)
    with living(folder, http, public_url="https://bot.example.org") as deployment:
        yield deployment


def nginx_files(folder: Path, upstream: str, port: int) -> list[str]:
    """The example at other ports, without TLS."""
    example = (EXAMPLES / "nginx.conf").read_text(encoding="utf-8")
    example = example.replace("listen 80;", f"listen 127.0.0.1:{free_port()};  # plain")
    example = re.sub(r"(?m)^    (ssl_.*|listen \[::\].*)\n", "", example)
    example = example.replace("listen 443 ssl http2", f"listen 127.0.0.1:{port}")
    example = example.replace("127.0.0.1:8080", upstream)
    kinds = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in TEMPORARY)
    path = folder / "nginx.conf"
    path.write_text(NGINX.format(folder=folder, temporary=kinds, example=example), encoding="utf-8")
    return ["nginx", "-c", str(path), "-e", str(folder / "errors")]


def caddy_files(folder: Path, upstream: str, port: int) -> list[str]:
    """The example at another port, without TLS."""
    example = (EXAMPLES / "Caddyfile").read_text(encoding="utf-8")
    example = example.replace("bot.example.org {", f"http://127.0.0.1:{port} {{")
    example = example.replace("127.0.0.1:8080", upstream)
    example = example.replace("\tservers", "\tadmin off\n\tservers", 1)
    path = folder / "Caddyfile"
    path.write_text(example, encoding="utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(path)]


@contextmanager
def proxied(kind: str, deployment: Deployment) -> Iterator[str]:
    port, upstream = free_port(), deployment.base.removeprefix("http://")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        make = nginx_files if kind == "nginx" else caddy_files
        with (folder / "log").open("wb") as log:
            proxy = subprocess.Popen(make(folder, upstream, port), stdout=log, stderr=log)
        base = f"http://127.0.0.1:{port}"
        try:
            wait_until(lambda: proxy.poll() is not None or is_there(base))
            assert proxy.poll() is None, (folder / "log").read_text(encoding="utf-8")
            yield base
        finally:
            proxy.terminate()
            proxy.wait(timeout=PATIENCE)


def is_there(base: str) -> bool:
    try:
        return httpx.get(f"{base}/healthz", trust_env=False, timeout=PATIENCE).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def base(request: pytest.FixtureRequest, deployment: Deployment) -> Iterator[str]:
    if shutil.which(request.param) is None:
        pytest.skip(f"no {request.param} here (apt-get install {request.param})")
    with proxied(request.param, deployment) as base:
        yield base


async def test_a_conversation_with_a_file_goes_through(
    base: str, request: pytest.FixtureRequest
) -> None:
    kind = request.node.callspec.params["base"]
    async with Visitor(SimpleNamespace(address=base)) as visitor, visitor.stream() as stream:
        await visitor.post(text="дякую")
        assert await stream.next()
        kept = await visitor.upload(PDF)
        assert kept.status_code == 201, kept.text
        too_large = await visitor.post_raw(b"x" * 3_000_000)
        if too_large.status_code == 413:
            assert "Завелике" in too_large.text or "забагато" in too_large.json()["error"]
        # Caddy 2.6 says 502 when it was already passing the body on.
        assert too_large.status_code in ({413, 502} if kind == "caddy" else {413})


def test_figures_are_hidden_and_pages_safe(base: str) -> None:
    with httpx.Client(base_url=base, trust_env=False, timeout=PATIENCE) as http:
        for path in ("/metrics", "/metrics?x"):
            answer = http.get(path)
            assert answer.status_code == 404
            assert "mistok_" not in answer.text
        for path in ("/", "/desk", "/readyz", "/no-such"):
            assert "max-age" in http.get(path).headers["strict-transport-security"]


def test_a_forged_address_counts_for_nothing(base: str) -> None:
    with httpx.Client(base_url=base, trust_env=False, timeout=PATIENCE) as http:
        found = [
            http.get("/file/none", headers={**FORGED, "X-Forwarded-For": f"203.0.113.{n}"})
            for n in range(70)
        ]
    assert found[-1].status_code == 429  # all are one client's


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_no_log_holds_an_address_or_a_link_and_an_absent_service_is_told(
    kind: str, tmp_path: Path
) -> None:
    if shutil.which(kind) is None:
        pytest.skip(f"no {kind} here (apt-get install {kind})")
    tmp_path.chmod(0o755)
    port, nobody = free_port(), f"127.0.0.1:{free_port()}"
    make = nginx_files if kind == "nginx" else caddy_files
    command = make(tmp_path, nobody, port)
    with (tmp_path / "log").open("wb") as log:
        proxy = subprocess.Popen(command, stdout=log, stderr=log)
    link, bases = "/desk/enter/one-time-link", [f"http://127.0.0.1:{port}"]
    if kind == "nginx":
        plain = re.search(r"listen (\S+);  # plain", (tmp_path / "nginx.conf").read_text("utf-8"))
        assert plain
        bases.append(f"http://{plain[1]}")
    try:
        wait_until(lambda: proxy.poll() is not None or answers(bases[0]))
        assert proxy.poll() is None, (tmp_path / "log").read_text(encoding="utf-8")
        found = [httpx.get(f"{base}{link}", trust_env=False, timeout=PATIENCE) for base in bases]
        assert [one.status_code for one in found] == [503, 301] if kind == "nginx" else [502]
        assert found[0].headers["retry-after"] == "30"
        assert "Надіслане раніше збережено" in found[0].text
        large = httpx.post(
            f"{bases[0]}/chat/messages", content=b"x" * 3_000_000, trust_env=False, timeout=PATIENCE
        )
        if kind == "nginx":  # Caddy first asks the service, which is away
            assert (large.status_code, "Завелике" in large.text) == (413, True)
            file = httpx.post(
                f"{bases[0]}/chat/files",
                content=b"x" * 22_100_000,
                trust_env=False,
                timeout=PATIENCE,
            )
            assert (file.status_code, file.json()["code"]) == (413, "file_large")
    finally:
        proxy.terminate()
        proxy.wait(timeout=20)
    kept = "".join(
        path.read_text("utf-8", "replace")
        for name in ("log", "errors", "requests")
        if (path := tmp_path / name).exists()
    )
    assert "one-time-link" not in kept
    assert '"remote_ip"' not in kept
    assert "client: 127.0.0.1" not in kept


def answers(base: str) -> bool:
    try:
        httpx.get(base, trust_env=False, timeout=PATIENCE)
    except httpx.TransportError:
        return False
    return True
