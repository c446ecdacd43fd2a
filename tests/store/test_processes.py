"""Several processes at once: nothing reported as saved is lost, also when one of them is killed."""

import itertools
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.tiny import make_store

CALMLY = 80
WRITER = """
import sys
from pathlib import Path
from tests.store.tiny import make_store

place, who, count = sys.argv[1:]
store = make_store(place if "://" in place else Path(place))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(count)):
    with store.action(who, "add") as edits:
        edits.add("notes", id=f"{who}-{number}", touchpoint="ad", lane="promise", text=who)
    print(f"{who}-{number}", flush=True)
"""


def writer(repository: Path, place: str | Path, who: str, count: int) -> subprocess.Popen[str]:
    """Start a process that is told when to add notes, one by one, and says so after each is saved."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(place), who, str(count)],
        cwd=repository, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def begin(*writers: subprocess.Popen[str]) -> None:
    """Let all of them write at the same time: wait until each is there, then tell each."""
    assert [one.stdout.readline() for one in writers] == ["ready\n"] * len(writers)
    for one in writers:
        one.stdin.write("\n")
        one.stdin.flush()


@pytest.mark.slow
def test_nothing_saved_is_lost_beside_a_process_that_is_killed(repository, store, place):
    calm = [writer(repository, place, who, CALMLY) for who in ("mia", "tom")]
    doomed = writer(repository, place, "eve", 100_000)

    with doomed:
        begin(*calm, doomed)
        saved = [line.strip() for line in itertools.islice(doomed.stdout, 25)]
        doomed.kill()
        saved += [line.strip() for line in doomed.stdout if line.endswith("\n")]
    for one in calm:
        saved += one.communicate(timeout=300)[0].split()

    there = set(store.frame("notes")["id"]) - {"n1", "n2"}
    assert [one.returncode for one in calm] == [0, 0]
    assert sum(not name.startswith("eve") for name in saved) == 2 * CALMLY
    assert set(saved) <= there
    # Killed between saving and saying so, the third process has at most one more.
    assert len(there - set(saved)) <= 1
    assert store.revision() == 1 + len(there)
    assert len(store.history()) == len(there)


def test_undo_reaches_what_another_process_did(repository, store, place):
    mia = writer(repository, place, "mia", 3)
    begin(mia)
    mia.communicate(timeout=60)

    undone = [make_store(place).undo("mia"), store.undo("mia")]

    assert undone == ["add", "add"]
    assert store.frame("notes")["id"].tolist() == ["n1", "n2", "mia-0"]
    assert store.undo("tom") is None
