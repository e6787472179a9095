"""The fake and our signature, judged by clients that others wrote: PyPI viberbot, npm viber-bot.

The one of Node is left out where it is not installed.
"""

import json
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.viber.render import render
from bot.channels.viber.webhook import signature_of
from bot.engine.model import Key, Message
from tests.channels.viber.common import PERSON, callback, message
from tests.e2e.viber import Viber, fake_viber
from tests.fakes.viber.account import NAME, TOKEN

ROOT = Path(__file__).parents[3]
BODIES = [
    json.dumps(message(text="Їжак і ґава – «так» 🌉"), ensure_ascii=False).encode(),
    json.dumps(message(text="Їжак"), ensure_ascii=True).encode(),
    json.dumps(callback("conversation_started", user=PERSON, context="а"), indent=2).encode(),
    b"",
    "ї".encode() * 5000,
]


@pytest.fixture(scope="module")
def viber() -> Iterator[Viber]:
    with fake_viber() as viber:
        yield viber


@pytest.fixture
def api(viber: Viber) -> Any:
    """viberbot's client before our fake."""
    from viberbot import Api, BotConfiguration

    made = Api(BotConfiguration(name=NAME, avatar="", auth_token=TOKEN))
    made._request_sender._viber_bot_api_url = viber.api
    return made


class TestViberbot:
    @pytest.mark.parametrize("body", BODIES)
    def test_takes_our_signature(self, api: Any, body: bytes) -> None:
        assert api.verify_signature(body, signature_of(body, TOKEN))
        assert not api.verify_signature(body + b" ", signature_of(body, TOKEN))

    def test_asks_the_account(self, api: Any, viber: Viber) -> None:
        assert api.get_account_info()["name"] == NAME

    def test_sends_a_text(self, api: Any, viber: Viber) -> None:
        from viberbot.api.messages import TextMessage

        person = viber.citizen()
        person.becomes(subscribed=True)
        viber.do("account", {"now": {"webhook": "https://mistok.test/viber/webhook"}})
        (token,) = api.send_messages(person.id, [TextMessage(text="Вітаємо")])
        assert int(token) > 2**53
        assert person.heard == ["Вітаємо"]

    @pytest.mark.parametrize("words", ["ї" * 7000])
    def test_its_letters_of_six_bytes_are_too_long(
        self, api: Any, viber: Viber, words: str
    ) -> None:
        from viberbot.api.messages import TextMessage

        person = viber.citizen()
        person.becomes(subscribed=True)
        with pytest.raises(Exception, match="30KB"):
            api.send_messages(person.id, [TextMessage(text=words)])

    def test_reads_what_the_fake_posts_and_what_we_render(self, api: Any) -> None:
        from viberbot.api.viber_requests import ViberMessageRequest

        request = api.parse_request(BODIES[0].decode())
        assert isinstance(request, ViberMessageRequest)
        assert request.message.text == "Їжак і ґава – «так» 🌉"
        rows = ((Key("Так", token="1:yes"),),)
        (shown,) = render(Message("?", rows=rows), text=str, name=NAME, home="")
        from viberbot.api.messages import TextMessage
        from viberbot.api.messages.message import Message as Theirs

        theirs = TextMessage().from_dict(shown)
        assert isinstance(theirs, Theirs)
        assert theirs.text == "?"
        assert theirs.tracking_data == shown["tracking_data"]


def _node() -> str:
    """Node with npm's viber-bot (in NODE_PATH, or installed here), "" where either is missing."""
    node = shutil.which("node")
    if node is None:
        return ""
    asked = subprocess.run([node, "-e", "require('viber-bot')"], capture_output=True, cwd=ROOT)
    return node if asked.returncode == 0 else ""


@pytest.fixture(scope="module")
def run_node() -> Callable[..., Any]:
    """Runs a script with the given on its input; what it prints, as JSON."""
    node = _node()
    if not node:
        pytest.skip("Node with viber-bot is not installed")

    def run(script: str, given: object, *arguments: str) -> Any:
        ran = subprocess.run(
            [node, "-e", script, *arguments], input=json.dumps(given).encode(), capture_output=True,
            cwd=ROOT, check=True,
        )  # fmt: skip
        return json.loads(ran.stdout)

    return run


VALIDATE = """
const MessageValidator = require("viber-bot/lib/message/message-validator");
const validator = new MessageValidator({warn() {}, debug() {}}, process.argv[1]);
const given = JSON.parse(require("fs").readFileSync(0));
const checked = given.map(([body, shown]) =>
  validator.validateMessage(shown, Buffer.from(body, "base64")));
console.log(JSON.stringify(checked));
"""
CALL = """
const ViberClient = require("viber-bot/lib/viber-client");
const quiet = {info() {}, debug() {}, error() {}, warn() {}};
const [token, api, name] = process.argv.slice(1);
const client = new ViberClient(quiet, {authToken: token, name, avatar: ""}, api, ["delivered"]);
const {to, text, tracking, keyboard} = JSON.parse(require("fs").readFileSync(0));
const refused = (error) => ({status: error.status, status_message: error.status_message});
(async () => {
  const account = await client.getAccountInfo();
  const said = {type: "text", text};
  const sent = await client.sendMessage(to, "text", said, tracking, keyboard);
  const stranger = await client.sendMessage("nobody", "text", said).catch(refused);
  const insecure = await client.setWebhook("http://mistok.test/").catch(refused);
  console.log(JSON.stringify({account, sent, stranger, insecure}));
})();
"""


class TestNpmsClient:
    def test_takes_our_signature(self, run_node: Callable[..., Any]) -> None:
        bodies = [body for body in BODIES if body]
        given = [[b64encode(body).decode(), signature_of(body, TOKEN)] for body in bodies]
        assert run_node(VALIDATE, given, TOKEN) == [True] * len(bodies)
        forged = [[body, signature_of(b"other", TOKEN)] for body, _ in given]
        assert run_node(VALIDATE, forged, TOKEN) == [False] * len(bodies)

    def test_is_answered_by_the_fake_as_by_viber(
        self, run_node: Callable[..., Any], viber: Viber
    ) -> None:
        person = viber.citizen()
        person.becomes(subscribed=True)
        viber.do("account", {"now": {"webhook": "https://mistok.test/viber/webhook"}})
        (shown,) = render(
            Message("Їжак?", rows=((Key("Так", token="1:yes"),),)), text=str, name=NAME, home=""
        )
        given = {"to": person.id, "text": shown["text"], "keyboard": shown["keyboard"]}
        said = run_node(CALL, given | {"tracking": {"a": 1}}, TOKEN, viber.api, NAME)
        assert (said["account"]["status"], said["account"]["name"]) == (0, NAME)
        assert said["sent"]["status"] == 0
        assert person.heard == ["Їжак?"]
        assert person.labels == ["Так"]
        assert said["stranger"] == {"status": 5, "status_message": "receiverNotRegistered"}
        assert said["insecure"]["status"] == 1
