"""What serves the workshop: on this computer only, without code, without asking anybody else."""

import json
import re
from pathlib import Path

import pytest
from traitlets.config import Config
from voila.app import Voila

from touchkit.errors import InputError
from touchkit.screens import serving
from touchkit.screens.serving import lab_command, serve_room

SETTINGS = Path(serving.__file__).parent / "jupyter"


def test_the_rooms_template_names_no_other_computer():
    pages = sorted((SETTINGS / "voila" / "templates" / "touchkit").glob("*.j2"))
    assert pages

    assert [
        page.name for page in pages if re.search(r"https?://|//cdn", page.read_text("utf-8"))
    ] == []


def test_every_setting_of_the_room_is_one_voila_knows():
    settings = json.loads((SETTINGS / "voila.json").read_text("utf-8"))
    known = {kind.__name__: kind.class_traits(config=True) for kind in (Voila, *Voila.classes)}
    assert len(settings) == 2

    unknown = [
        f"{kind}.{name}"
        for kind, own in Config(settings).items()
        for name in own
        if name not in known[kind]
    ]

    assert unknown == []


def test_the_lab_is_served_on_this_computer_only(tmp_path):
    assert "--ServerApp.ip=127.0.0.1" in lab_command(
        8888, "notebooks/x.ipynb", tmp_path, browser=False
    )


def test_a_folder_without_notebooks_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(InputError, match="There is no folder notebooks in"):
        serve_room("lavender", browser=False)
