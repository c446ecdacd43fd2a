"""A widget's JavaScript: ES modules joined into the one module it can carry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

_IMPORT = re.compile(r'import \{ ?([^}]*?) ?\} from "(?:\./|\.\./[a-z]+/)([a-z]+)\.js";')
_EXPORTED = re.compile(r"^export (?=(?:async )?(?:function|const|class)\b)", re.MULTILINE)
_TOP = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class)\b\*? ?(\w+)", re.MULTILINE)
_JSDOC = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_REMARK = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_BLANK = re.compile(r"\n{2,}")


def read_modules(folder: Path) -> dict[str, str]:
    """Return the modules of a folder by name, without `.js`."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js"))}


def styles(folder: Path) -> str:
    """Return the style sheets of a folder, one behind the other."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.css")))


def joined(modules: Mapping[str, str], entry: str = "index") -> str:
    r"""Return one ES module that does what the entry and all it imports do.

    What is only for who reads the source (remarks, indentation, empty lines) is left out.

    Parameters
    ----------
    modules : mapping of str to str
        The sources by name, a neighbouring folder's among them where they are shared. An import
        stands on a line of its own at the head of a module; what is exported is a function, a
        constant or a class, under its own name.
    entry : str
        The module whose default export is the widget's.

    Raises
    ------
    ValueError
        When a module is missing, imports in a circle, or two modules use one name at their top.

    Examples
    --------
    >>> print(joined({
    ...     "index": 'import { two } from "./sums.js";\nexport default { two };\n',
    ...     "sums": "/** Two. */\nexport const two = 1 + 1;\n",
    ... }))
    const two = 1 + 1;
    export default { two };
    """  # fmt: skip
    order = _in_order(modules, entry)
    _refuse_twins({name: modules[name] for name in order})
    return "\n".join(_bare(modules[name]) for name in order).strip()


def names_at_top(source: str) -> list[str]:
    """Return the names a module declares at its top."""
    return [found[1] for found in _TOP.finditer(source)]


def imported(source: str) -> list[tuple[str, str]]:
    """Return what a module imports: name and module."""
    return [
        (word.strip(), found[2])
        for found in _IMPORT.finditer(source)
        for word in found[1].split(",")
        if word.strip()
    ]


def _in_order(modules: Mapping[str, str], entry: str) -> list[str]:
    """Return the modules a module needs and itself, each behind what it imports."""
    done: list[str] = []
    _visit(modules, entry, (), done)
    return done


def _visit(modules: Mapping[str, str], name: str, above: tuple[str, ...], done: list[str]) -> None:
    if name in done:
        return
    if name not in modules:
        raise ValueError(
            f"{above[-1] if above else 'The widget'} needs {name}.js, which is not there."
        )
    if name in above:
        raise ValueError(f"These modules import each other in a circle: {', '.join(above)}.")
    for _, needed in imported(modules[name]):
        _visit(modules, needed, (*above, name), done)
    done.append(name)


def _refuse_twins(modules: Mapping[str, str]) -> None:
    owner: dict[str, str] = {}
    for module, source in modules.items():
        for name in names_at_top(source):
            if name in owner:
                raise ValueError(
                    f"{owner[name]}.js and {module}.js both have a {name} at their top."
                )
            owner[name] = module


def _bare(source: str) -> str:
    """Return a module's own statements, as they stand in one module with the others."""
    plain = _EXPORTED.sub("", _IMPORT.sub("", _REMARK.sub("", _JSDOC.sub("", source))))
    return _BLANK.sub("\n", _INDENT.sub("", plain)).strip("\n")
