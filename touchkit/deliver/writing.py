"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from touchkit.errors import TouchkitError


def write_file(path: Path, content: str | bytes) -> Path:
    """Write a file so that whoever opens it sees the old one or the new one, never half of one.

    Parameters
    ----------
    path : Path
        Where; folders on the way are made.
    content : str or bytes
        What; text is written as UTF-8.

    Raises
    ------
    TouchkitError
        If the folder cannot be made or written to, or the file is locked by another program.
        What stood there before still does.
    """
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    with scratch_folder(path) as folder:
        fresh = folder / path.name
        with _told(path):
            fresh.write_bytes(data)
            fresh.replace(path)
    return path


@contextlib.contextmanager
def scratch_folder(path: Path) -> Iterator[Path]:
    """Make a folder beside a file about to be written, and take it away afterwards.

    Beside it, because a file moves in one step only within one disk, and because browsers kept
    in a sandbox may read a person's own folders but not the system's temporary one.
    """
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(f"{path} is a folder")
        scratch = tempfile.TemporaryDirectory(
            prefix="touchkit-", dir=path.parent, ignore_cleanup_errors=True
        )
    with scratch as folder:
        yield Path(folder)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except IsADirectoryError as error:
        raise TouchkitError(
            f"Cannot write {path}: there is a folder of that name. Give the file another name."
        ) from error
    except PermissionError as error:
        raise TouchkitError(
            f"Cannot write {path}: the folder or the file is read-only, or another program has "
            "the file open. Close it, or choose another folder."
        ) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise TouchkitError(f"Cannot write {path}: {reason}. Choose another folder.") from error
