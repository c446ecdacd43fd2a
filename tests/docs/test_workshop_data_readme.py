"""The column tables in workshop_data/README.md are those of the model.

``python tests/docs/test_workshop_data_readme.py`` prints them, to be pasted between the markers.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from annotated_types import Ge, Gt, Le
from pydantic import BaseModel

from touchkit.model import (
    CLIENT_TABLES,
    SHEET_TABLES,
    TABLES,
    Client,
    Event,
    Row,
    choices,
    columns,
    references,
    says,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START, END = "<!-- columns:start -->", "<!-- columns:end -->"
HEAD = ["| column | kind | allowed | required | about |", "|---|---|---|---|---|"]


def render_columns() -> str:
    """Return every setting and every column of a pack as Markdown tables."""
    settings = ["### `client`: settings at the head of `client.toml`", "", *_settings()]
    inside = [_table(model, f"[[{model.TABLE}]] in client.toml") for model in CLIENT_TABLES]
    sheets = [_table(model, f"{model.TABLE}.csv") for model in (*SHEET_TABLES, Event)]
    return "\n\n".join(["\n".join(settings), *inside, *sheets])


def _table(model: type[Row], where: str) -> str:
    title = [f"### `{model.TABLE}`: {where}", "", f"{model.SAYS[0].upper()}{model.SAYS[1:]}.", ""]
    rows = [_line(model, name, kind) for name, kind in columns(model).items()]
    if model.EXTRA_DATES:
        rows.append(
            f"| any ending in `{model.EXTRA_DATES}` | date |  |  | a date an act can hang on |"
        )
    return "\n".join([*title, *HEAD, *rows])


def _settings() -> Iterator[str]:
    yield from HEAD
    for name, field in Client.model_fields.items():
        if isinstance(field.default, BaseModel):
            yield from _group(name, field.default)
        else:
            yield _line(Client, name, columns(Client)[name])


def _group(name: str, group: BaseModel, about: str = "") -> Iterator[str]:
    model = type(group)
    for inner, field in model.model_fields.items():
        where = f"{name}.{inner}"
        if isinstance(field.default, BaseModel):
            yield from _group(where, field.default, f"{says(model, inner)}: ")
            continue
        kind = "list of text" if "tuple" in str(field.annotation) else columns(model)[inner]
        together = f"all or none; blank: {getattr(group, inner):g}" if field.is_required() else ""
        cells = (_allowed(model, inner), together or _needed(field), about + says(model, inner))
        yield _cells(where, kind, *cells)


def _line(model: type[Any], name: str, kind: str) -> str:
    field = model.model_fields[name]
    return _cells(name, kind, _allowed(model, name), _needed(field), says(model, name))


def _cells(name: str, *others: str) -> str:
    return f"| {' | '.join([f'`{name}`', *others])} |"


def _allowed(model: type[Any], name: str) -> str:
    refers = references(model).get(name)
    if refers is not None:
        return (
            f"ids of `{refers.table}`, `;` between" if refers.many else f"an id of `{refers.table}`"
        )
    words = choices(model, name)
    return ", ".join(words) if words else _bounds(model.model_fields[name].metadata)


def _bounds(marks: list[Any]) -> str:
    least = next((f"{mark.ge}" for mark in marks if isinstance(mark, Ge)), "")
    most = next((f"{mark.le}" for mark in marks if isinstance(mark, Le)), "")
    above = next((f"above {mark.gt}" for mark in marks if isinstance(mark, Gt)), "")
    if least and most:
        return f"{least} to {most}"
    return f"{least} or more" if least else above


def _needed(field: Any) -> str:
    if field.is_required():
        return "yes"
    if isinstance(field.default, bool):
        return f"blank: {'yes' if field.default else 'no'}"
    return "" if field.default in {None, ()} else f"blank: {field.default}"


def test_the_column_tables_are_those_of_the_model(repository: Path):
    readme = (repository / "workshop_data" / "README.md").read_text(encoding="utf-8")

    between = readme.partition(START)[2].partition(END)[0]

    assert between.strip() == render_columns()


def test_every_table_and_every_column_has_its_line():
    text = render_columns()

    tables = [*TABLES.values(), Event]
    assert len(tables) > 10
    for model in tables:
        section = text.partition(f"### `{model.TABLE}`: ")[2].partition("###")[0]
        assert section
        assert all(f"\n| `{column}` |" in section for column in columns(model))


def test_every_column_says_what_it_holds():
    silent = [line for line in render_columns().splitlines() if line.endswith("|  |")]

    assert silent == []


def test_every_pack_has_a_row_in_the_readme(repository: Path):
    folder = repository / "workshop_data"
    packs = sorted(path.parent.name for path in folder.glob("*/client.toml"))

    readme = (folder / "README.md").read_text(encoding="utf-8")

    assert {"airport", "lavender"} <= set(packs)
    assert all(f"| [{pack}]({pack}/README.md) |" in readme for pack in packs)


if __name__ == "__main__":
    sys.stdout.write(render_columns() + "\n")
