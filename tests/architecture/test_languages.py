"""Words of a language stand in its folder, not in the program."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.engine.texts import FALLBACK, MSGIDS, load_texts
from bot.languages.folder import LOCALES
from bot.languages.word_lists import read_lists

ROOT = Path(__file__).parents[2]
CYRILLIC = re.compile("[А-Яа-яЁёІіЇїЄєҐґ]")
# Where Cyrillic letters may stand in the code, and why. A word that people type may stand nowhere.
ALLOWED = {
    # Letters and how they sound or look, endings, declension: grammar, named for what it is.
    "bot/engine/wording.py": "the alphabet for sorting; a Kyiv clock for operators",
    "bot/places/reading/alphabet.py": "letters by sound and by key",
    "bot/places/reading/forms.py": "how names of places are declined",
    "bot/places/reading/skeleton.py": "consonants of names",
    "bot/places/reading/ukrainian.py": "endings of names and adjectives",
    "bot/requests/search_terms.py": "endings cut off, letters joined",
    "bot/staff/rules.py": "letters of a code typed on another layout",
    "bot/staff/strength.py": "keys of a Ukrainian keyboard",
    "bot/understanding/text/alphabet.py": "letters that people mix up",
    "bot/understanding/text/readings.py": "letters by sound and by key",
    "bot/understanding/text/ukrainian.py": "endings of verbs and adjectives",
    "bot/files/rules.py": "what a file is called that came without a name",
    "bot/files/parsing/texts.py": "letters by which an encoding is known",
    "bot/learning/personal.py": "patterns of what is personal: must not be edited away",
    # What is told to operators and editors, who read Ukrainian: sentences, no lists.
    "bot/cli/": "operators",
    "bot/content/": "editors",
    "bot/languages/check.py": "editors of languages",
    "bot/engine/catalogues.py": "translators",
    "bot/channels/terminal.py": "the operator at the terminal",
    "bot/places/reasons.py": "why a library is named, for `mistok near`",
    "bot/places/register/": "whoever brings tables of settlements in",
    "bot/understanding/evaluation/": "whoever measures understanding",
    # The name of the service, and of the region where content names none.
    "bot/catalogue/region.py": "what an oblast is called until content says",
    "bot/channels/web/about.py": "the name of the service",
    "bot/staff/pages/account.py": "the name of the service",
    "bot/requests/practice.py": "what an invented reader answers",
}
A_LIST = 3  # so many words side by side are a list


def modules() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("bot", "handlers"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def cyrillic(tree: ast.AST) -> Iterator[ast.Constant]:
    """Strings with Cyrillic letters; remarks and docstrings are no such strings."""
    remarks = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in remarks and CYRILLIC.search(node.value):
            yield node


def lists(tree: ast.AST) -> Iterator[ast.AST]:
    """Words side by side: in a list, a tuple, a set, or in one string that is cut."""
    for node in ast.walk(tree):
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            words = [one for one in node.elts if isinstance(one, ast.Constant) and _is_word(one)]
            if len(words) >= A_LIST:
                yield node
        if (
            isinstance(node, ast.Attribute)
            and node.attr == "split"
            and isinstance(node.value, ast.Constant)
            and CYRILLIC.search(str(node.value.value))
        ):
            yield node


def _is_word(node: ast.Constant) -> bool:
    told = str(node.value)
    return bool(CYRILLIC.search(told)) and told == told.lower() and len(told.split()) <= 3


def is_allowed(module: str) -> bool:
    return any(module == one or (one.endswith("/") and module.startswith(one)) for one in ALLOWED)


def test_no_words_of_a_language_stand_in_the_code() -> None:
    found = [
        f"{module}:{node.lineno}: {node.value!r}"
        for module, tree in modules()
        if not is_allowed(module)
        for node in cyrillic(tree)
    ]
    assert found == [], "put them in locales/<code>/*.txt, or make them texts with an English msgid"


def test_no_list_of_words_stands_even_where_letters_may() -> None:
    grammar = {"bot/places/reading/ukrainian.py", "bot/places/reading/forms.py",
               "bot/understanding/text/ukrainian.py",
               "bot/learning/personal.py"}  # fmt: skip
    found = [
        f"{module}:{node.lineno}"
        for module, tree in modules()
        if module not in grammar
        for node in lists(tree)
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        'YES = ("так", "да", "добре")',
        'YES = {"так", "да", "не проти"}',
        'YES = frozenset("так да добре".split())',
    ],
)
def test_lists_are_seen(code: str) -> None:
    assert list(lists(ast.parse(code)))


def test_strings_are_seen_and_remarks_are_not() -> None:
    code = '"""Слова."""\nx = f"{y} громада"\nclass A:\n    """Слова."""\n    y = 1\n    """Ще."""'
    assert [one.value for one in cyrillic(ast.parse(code))] == [" громада"]


def test_every_module_that_may_have_letters_has_them() -> None:
    held = {module for module, tree in modules() if any(True for _ in cyrillic(tree))}
    for one in ALLOWED:
        assert any(module == one or module.startswith(one) for module in held), f"{one}: no more"


def named_in_handlers() -> set[str]:
    """Names of lists of typed words: `ctx.words("yes")`, `Flow(words="open.menu")`."""
    names: set[str] = set()
    for module, tree in modules():
        if not module.startswith("handlers/"):
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Attribute) and node.func.attr == "words":
                names |= {str(one.value) for one in node.args if isinstance(one, ast.Constant)}
            named = (one.value for one in node.keywords if one.arg == "words")
            names |= {str(one.value) for one in named if isinstance(one, ast.Constant)}
    return names


def test_every_named_list_stands_in_every_language_that_comes_with_the_program() -> None:
    named = named_in_handlers()
    assert {"open.menu", "open.desk", "yes", "no", "choose.my_library"} <= named
    for lang in (FALLBACK, MSGIDS):
        held = read_lists(LOCALES / lang / "words.txt")
        assert named - held.keys() == set(), lang


def test_no_handler_has_typed_words_of_its_own() -> None:
    for module, tree in modules():
        for node in ast.walk(tree):
            if module.startswith("handlers/") and isinstance(node, ast.keyword):
                own = [
                    word
                    for one in ast.walk(node.value)
                    if node.arg == "words" and isinstance(one, ast.Tuple)
                    for word in one.elts
                    if isinstance(word, ast.Constant)
                ]
                assert own == [], f"{module}:{node.value.lineno}: name a list of words.txt"


def test_no_language_is_loaded_but_those_of_folders() -> None:
    assert set(load_texts(LOCALES)) == {path.parent.name for path in LOCALES.glob("*/words.txt")}


# Where a code of a language may be more than the key of a text, and why.
KNOWS_LANGUAGES = {
    "bot/engine/texts.py": "the language of msgids, and the one that stands for others",
    "bot/understanding/text/language.py": "the language of a question, read from its letters",
}
CODES = frozenset(load_texts(LOCALES))


def chosen_by_language(tree: ast.AST) -> Iterator[int]:
    """Lines where the code of a language is compared with, chosen, returned or named."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare():
                told = [node.left, *node.comparators]
            case ast.IfExp():
                told = [node.body, node.orelse]
            case ast.Assign() | ast.Return() | ast.MatchValue():
                told = [node.value]
            case _:
                continue
        several = [one.elts for one in told if isinstance(one, ast.Tuple | ast.Set | ast.List)]
        for one in (*told, *(one for some in several for one in some)):
            if isinstance(one, ast.Constant) and one.value in CODES:
                yield one.lineno


def test_no_language_is_a_condition() -> None:
    for module, tree in modules():
        if module not in KNOWS_LANGUAGES:
            assert list(chosen_by_language(tree)) == [], module
    codes = "|".join(CODES)
    condition = re.compile(rf"""[!=]=\s*["']({codes})["']|else\s+["']({codes})["']""")
    for path in (ROOT / "bot").rglob("*.html"):
        assert condition.search(path.read_text(encoding="utf-8")) is None, path


@pytest.mark.parametrize(
    "code",
    [
        'ENGLISH = "en"',
        'a = 1 if lang == "uk" else 2',
        'x = "en" if y else "uk"',
        'y in {"uk", "en"}',
        'def f(): return "uk"',
    ],
)
def test_a_language_that_is_a_condition_is_seen(code: str) -> None:
    assert list(chosen_by_language(ast.parse(code)))
