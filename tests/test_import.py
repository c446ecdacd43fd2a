"""`import touchkit` is light, and every public name stays what it was after it has been used."""

import subprocess
import sys
import types

import pytest

import touchkit as tk

HEAVY = (
    "pandas", "numpy", "scipy", "matplotlib", "networkx", "ipywidgets", "anywidget", "duckdb", "ibis",
    "sqlalchemy", "jinja2", "openpyxl", "xlsxwriter", "rich", "pydantic", "IPython",
    "icalendar", "dateutil", "holidays",
)  # fmt: skip


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_import_loads_no_heavy_package():
    loaded = run("import sys, touchkit; print(' '.join(sys.modules))").split()

    assert "touchkit" in loaded
    assert set(HEAVY) & set(loaded) == set()


def test_the_names_fit_on_a_screen():
    assert 5 < len(tk.__all__) <= 15
    assert set(tk.__all__) <= set(dir(tk))


@pytest.mark.parametrize("name", tk.__all__)
def test_a_name_means_the_same_the_second_time(name):
    first, second = getattr(tk, name), getattr(tk, name)

    assert first is second
    assert callable(first) != isinstance(first, types.ModuleType)


ROOMS = ("catalogue", "deliver", "figures", "journey", "measure", "plan", "screens")


@pytest.mark.parametrize("room", ROOMS)
def test_no_module_bears_the_name_of_a_function_beside_it(room):
    package = getattr(tk, room)
    names = package.__all__

    assert len(names) >= 1
    for name in names:
        assert not isinstance(getattr(package, name), types.ModuleType), name
        assert getattr(package, name) is getattr(package, name)


def test_an_unknown_name_says_what_there_is():
    with pytest.raises(
        AttributeError, match="touchkit has no 'gaps'; it has: clients, open_workshop"
    ):
        tk.gaps  # noqa: B018 # asking is the test
