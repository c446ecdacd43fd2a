"""Every notebook: stored clean, short, and running on every client from a fresh copy."""

import shutil
import statistics

import nbformat
import pytest
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient

import touchkit as tk

LONGEST_CELL = 8
NOTEBOOKS = [
    "00_start_here.ipynb", "01_point_of_view.ipynb", "02_touchpoints.ipynb", "03_received.ipynb",
    "04_desired.ipynb", "05_enhance.ipynb", "06_every_time.ipynb", "workshop.ipynb",
]  # fmt: skip
# A screen says what goes wrong instead of failing, so the copy that is run asks it, tab by tab.
LOOK = """
for tab in range(len(page.tabs.children) if page.tabs else 1):
    if page.tabs:
        page.tabs.selected_index = tab
    assert page.session.error == "", page.session.error
"""


def notebooks(repository):
    found = sorted((repository / "notebooks").glob("*.ipynb"))
    assert [path.name for path in found] == NOTEBOOKS
    return found


def code_cells(path):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert len(cells) >= 3, path.name
    return cells


def test_notebooks_are_stored_without_what_running_leaves_behind(repository):
    for path in notebooks(repository):
        assert "widgets" not in nbformat.read(path, as_version=4).metadata, path.name
        for cell in code_cells(path):
            assert cell.outputs == [], path.name
            assert cell.execution_count is None, path.name


def test_notebooks_show_prose_and_a_screen_and_hardly_any_code(repository):
    for path in notebooks(repository):
        lines = [len(cell.source.splitlines()) for cell in code_cells(path)]
        source = "\n".join(cell.source for cell in code_cells(path))

        assert statistics.median(lines) <= 1, path.name
        assert max(lines) <= LONGEST_CELL, path.name
        assert "def " not in source, path.name
        assert "for " not in source, path.name
        assert all(cell.metadata["jupyter"]["source_hidden"] for cell in code_cells(path)), (
            path.name
        )


def test_notebooks_have_parameters_and_end_in_a_checkpoint(repository):
    for path in notebooks(repository):
        tags = [cell.metadata.get("tags", []) for cell in code_cells(path)]

        assert tags[0] == ["parameters"], path.name
        assert code_cells(path)[0].source == 'CLIENT = ""', path.name
        assert tags[-1] == ["checkpoint"], path.name
        assert "assert " in code_cells(path)[-1].source, path.name


def test_a_lone_learner_is_told_of_the_tasks_and_finds_the_way_on_below_them(repository):
    with_tasks = notebooks(repository)[1:-1]
    assert len(with_tasks) == 6
    for path in with_tasks:
        cells = nbformat.read(path, as_version=4).cells
        ids = [cell.id.split("-")[-1] for cell in cells]

        assert "Your tasks stand below the screen." in cells[0].source, path.name
        assert ids.index("next") == ids.index("lesson") + 1, path.name
        links = [cell.id for cell in cells if cell.source.startswith(("Next: [", "Back to ["))]
        assert links == [cells[ids.index("next")].id], path.name


def packs():
    return ["", "airport", "lavender"]


def test_the_packs_tried_are_all_there_are(repository):
    there = sorted(
        path.parent.name for path in (repository / "workshop_data").glob("*/client.toml")
    )

    assert there == packs()[1:]


@pytest.fixture
def workplace(repository, tmp_path, monkeypatch):
    """A copy of packs and notebooks, so that no store is made in the repository."""
    left_out = shutil.ignore_patterns("*.sqlite*", ".chosen", "__pycache__", ".ipynb_checkpoints")
    for name in ("notebooks", "workshop_data"):
        shutil.copytree(repository / name, tmp_path / name, ignore=left_out)
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path / "workshop_data"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    return tmp_path


@pytest.fixture
def kernel(workplace):
    """One kernel for a client's notebooks, each of which begins by forgetting every name; nbval starts each afresh."""
    manager = KernelManager()
    manager.start_kernel(cwd=workplace)
    yield manager
    manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("client", packs(), ids=lambda name: name or "nothing chosen")
def test_every_notebook_runs_on_every_client(kernel, repository, client):
    # With nothing chosen nbval runs them all as well; the screens are asked here in the two that have most.
    most = None if client else {"00_start_here.ipynb", "workshop.ipynb"}
    for path in [path for path in notebooks(repository) if most is None or path.name in most]:
        book = nbformat.read(path, as_version=4)
        parameters = next(cell for cell in book.cells if cell.cell_type == "code")
        parameters.source = f"%reset -f\nCLIENT = {client!r}"
        book.cells.append(nbformat.v4.new_code_cell(LOOK))

        runner = NotebookClient(book, km=kernel, timeout=120)
        try:
            runner.execute()
        finally:
            runner.kc.stop_channels()

        shown = [output for cell in book.cells for output in cell.get("outputs", [])]
        said = "".join(output.get("data", {}).get("text/plain", "") for output in shown)
        assert ("No client is open yet" in said) == (client == ""), said


def test_the_packs_say_what_is_still_missing(workplace):
    page = tk.screens.start("airport")

    assert (
        "Still missing: personas, links, notes, ideas, acts, decisions, desired scores."
        in page.checkpoint().value
    )
