"""Files appear whole or not at all."""

import errno
from pathlib import Path

import pytest

from touchkit.deliver.writing import write_file
from touchkit.errors import TouchkitError

READ_ONLY = (
    "Cannot write {}: the folder or the file is read-only, or another program has the file open. "
    "Close it, or choose another folder."
)


def test_folders_on_the_way_are_made(tmp_path):
    path = write_file(tmp_path / "out" / "lavender" / "report.html", "déjà")

    assert path.read_text(encoding="utf-8") == "déjà"
    assert [child.name for child in path.parent.iterdir()] == ["report.html"]


def test_a_file_is_replaced_as_a_whole(tmp_path):
    path = write_file(tmp_path / "a", "old and longer")

    write_file(path, b"new")

    assert path.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.EACCES, READ_ONLY),
        (errno.ENOSPC, "Cannot write {}: No space left on device. Choose another folder."),
    ],
)  # fmt: skip
def test_what_stood_there_survives_a_failure_and_the_path_is_named(
    tmp_path, monkeypatch, number, message
):
    path = write_file(tmp_path / "a", "old")

    def refuse(self, _data):
        raise OSError(number, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(TouchkitError) as caught:
        write_file(path, "new")

    assert str(caught.value) == message.format(path)
    assert path.read_text() == "old"
    assert [child.name for child in tmp_path.iterdir()] == ["a"]


def test_a_file_where_a_folder_should_be_is_named(tmp_path):
    (tmp_path / "out").write_text("in the way")

    with pytest.raises(TouchkitError, match=r"Cannot write .*report\.html: "):
        write_file(tmp_path / "out" / "report.html", "x")
