"""A store of the tiny client on each kind of database, and a PostgreSQL server of our own."""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.setup_machine import find_postgresql
from tests.store.tiny import make_store
from touchkit.store import Store


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request, tmp_path) -> str | Path:
    """Where a store of its own can be made, on each kind of database."""
    if request.param == "sqlite":
        return tmp_path / "workshop.sqlite"
    return request.getfixturevalue("database")


@pytest.fixture
def store(place) -> Store:
    return make_store(place)


@pytest.fixture
def database(postgresql) -> Iterator[str]:
    """An empty PostgreSQL database."""
    yield postgresql
    server = sa.create_engine(postgresql, poolclass=sa.pool.NullPool)
    with server.begin() as connection:
        for schema in sa.inspect(connection).get_schema_names():
            if schema not in {"public", "information_schema"}:
                connection.execute(sa.schema.DropSchema(schema, cascade=True))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server on loopback, started for these tests."""
    programs = find_postgresql()
    if programs is None:
        said = "PostgreSQL's server programs are not installed (`make test` installs them)"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(said)
    folder = Path(tempfile.mkdtemp(prefix="touchkit-postgresql-"))
    server = _Server(programs, folder)
    try:
        server.start()
        yield server.address
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


class _Server:
    """A PostgreSQL server in a folder, run by a user who is not root, as it demands."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.data, self.log = programs, folder / "data", folder / "log"
        self.is_root = sys.platform != "win32" and os.geteuid() == 0
        if self.is_root:
            shutil.chown(folder, "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        user = "postgres" if self.is_root else getpass.getuser()
        self.address = f"postgresql+pg8000://{user}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        self._run("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        own = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        )
        self._run("pg_ctl", "--wait", f"--log={self.log}", f"--options={own}", "start")

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "--wait", "--mode=fast", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        as_user = ["runuser", "-u", "postgres", "--"] if self.is_root else []
        command = [*as_user, str(self.programs / program), f"--pgdata={self.data}", *arguments]
        ran = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, cwd=self.data.parent, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, f"{program}: {ran.stderr}"
