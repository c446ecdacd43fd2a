"""The house stands: the contracts in pyproject.toml are kept, and a breach of one is noticed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BREACHES = {
    "figures/breach.py": "import touchkit.workshop",
    "intake/breach.py": "import sqlalchemy",
    "journey/breach.py": "import ipywidgets",
    "measure/breach.py": "import matplotlib.pyplot",
    "model/breach.py": "import touchkit.intake",
    "a_room_of_its_own.py": "",
}


def test_every_import_keeps_to_the_house(repository):
    checked = _lint_imports(repository)

    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Contracts: 5 kept, 0 broken." in checked.stdout


@pytest.mark.parametrize(("file", "line"), BREACHES.items(), ids=BREACHES)
def test_a_breach_is_noticed(repository, tmp_path, file, line):
    shutil.copytree(
        repository / "touchkit", tmp_path / "touchkit", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(repository / "pyproject.toml", tmp_path)
    (tmp_path / "touchkit" / file).write_text(line, encoding="utf-8")

    checked = _lint_imports(tmp_path)

    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert "Contracts: 4 kept, 1 broken." in checked.stdout


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
