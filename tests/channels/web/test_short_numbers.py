"""Telephones, short ones too, e-mail and addresses can be tapped, with scripts and without."""

import json
import subprocess
from pathlib import Path
from shutil import which

import pytest

from bot.channels.web.plain import ShownLine
from bot.engine.model import Message

LINKS = Path(__file__).parents[3] / "bot/channels/web/static/links.js"
TEXT = (
    "Відійдіть на 100 метрів.\n101 – пожежники\n7333 – Lifeline\n15-47 – гаряча лінія\n"
    "116 111 – дитяча лінія\n2024 – рік\n<b>\nТелефонуйте: 1545 – уряд. Дзвоніть 102 чи 100 разів. "
    "Телефон 16-77, гаряча лінія 116\xa0111. До 0\xa0800\xa0503\xa0753; 03856 2-12-34, 0 800.\n"
    "Пишіть на library@ounb.km.ua. Або https://ounb.km.ua/about. Номер 2024."
)
DIALLED = [
    "tel:101", "tel:7333", "tel:1547", "tel:116111", "tel:1545", "tel:102", "tel:1677",
    "tel:116111", "tel:0800503753", "tel:0385621234", "mailto:library@ounb.km.ua",
    "https://ounb.km.ua/about",
]  # fmt: skip


def test_without_scripts() -> None:
    parts = ShownLine(message=Message(TEXT)).parts
    assert [url for _, url in parts if url] == DIALLED
    assert "".join(part for part, _ in parts) == TEXT


@pytest.mark.skipif(which("node") is None, reason="Node.js runs the page's script")
def test_with_scripts() -> None:
    script = (
        "globalThis.document = { createElement: () => ({}) };"
        f"const {{ linked }} = await import({json.dumps(LINKS.as_uri())});"
        f"const found = linked({json.dumps(TEXT)}).map((one) => one.href).filter(Boolean);"
        "console.log(JSON.stringify(found));"
    )
    ran = subprocess.run(
        ["node", "--experimental-default-type=module", "--input-type=module", "-e", script],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(ran.stdout) == DIALLED
