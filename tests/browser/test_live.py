"""The workshop stays live: changes from elsewhere show, nothing is lost, and trouble is said on the page."""

import contextlib
import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

import touchkit as tk
from tests.browser.serving import children, present
from touchkit.starter import make_client

pytestmark = pytest.mark.browser
SOON = 30_000
LOOKS = 2.0  # seconds within which a change made elsewhere is to show
VOILA = pytest.mark.parametrize("room", ["voila"], indirect=True)


@pytest.fixture
def client(room, request):
    """A small client of this test's own."""
    name = f"live {request.node.name}"
    return make_client(name).name


def told(page, words):
    return page.locator(".tk-frame").get_by_text(words)


KERNEL = """() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.id
  ?? JSON.parse(document.getElementById("jupyter-config-data").textContent).kernelId"""


def processes_of(room):
    """The server of a room, and the kernel that answers its page."""
    (server,) = children(room.server.pid)
    name = room.page.evaluate(KERNEL)
    (kernel,) = (
        pid for pid in children(server) if name in Path(f"/proc/{pid}/cmdline").read_text("utf-8")
    )
    return server, kernel


def lose_patience(page, seconds):
    """Have the page say sooner that nobody answers, so that a test need not wait as long as a person."""
    page.add_style_tag(content=f".tk-screen {{ --tk-patience: {seconds}s !important; }}")


def set_writable(database, *, writable):
    """Let SQLite refuse every writer, or none: the file's own mark says who may write (root may, else).

    A connection that still remembers the file as it was moves the log on, so that all others look again.
    """
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as connection:
        if not writable:
            connection.execute("SELECT * FROM revision_").fetchall()
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            assert not busy
        with database.open("r+b") as file:
            file.seek(18)
            file.write(bytes([2 if writable else 3]))
        connection.execute("UPDATE meta_ SET value = value")


def test_a_change_in_another_program_shows_within_two_seconds(room, client):
    page = room.open(client)
    expect(told(page, "Still missing: who is in the room.")).to_be_visible(timeout=SOON)
    elsewhere, waits = tk.open_workshop(client, who="somebody else"), []

    for number in range(1, 6):
        elsewhere.add("participants", alias=f"Guest {number}")
        stored = time.monotonic()
        people = "person" if number == 1 else "people"
        expect(told(page, f"There: {number} {people} in the room")).to_be_visible(timeout=SOON)
        waits.append(time.monotonic() - stored)

    # One late look out of five is the machine's, not ours: other tests run beside this one.
    assert sorted(waits)[-2] < LOOKS, waits


@VOILA
def test_two_browsers_that_edit_the_same_row_lose_nothing(room, client, chromium):
    first = room.open(client)
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    second = context.new_page()
    second.set_default_timeout(60_000)
    present(second, room.server)

    first.get_by_label("Goal", exact=True).fill("Fewer complaints")
    second.get_by_label("Who decides", exact=True).fill("Mr Rose")
    first.keyboard.press("Tab")
    second.keyboard.press("Tab")

    expect(second.get_by_label("Goal", exact=True)).to_have_value("Fewer complaints", timeout=SOON)
    expect(first.get_by_label("Who decides", exact=True)).to_have_value("Mr Rose", timeout=SOON)
    settings = tk.open_workshop(client).client
    assert (settings.goal, settings.decider) == ("Fewer complaints", "Mr Rose")
    context.close()


@VOILA
def test_a_store_that_may_not_be_written_to_is_said_and_nothing_counts_as_saved(room, client):
    page = room.open(client)
    database = tk.open_workshop(client).place.database
    page.get_by_role("button", name="More").click()
    keep = page.get_by_role("button", name="Keep a copy")
    keep.click()
    expect(told(page, "✓ Saved")).to_be_visible(timeout=SOON)

    set_writable(database, writable=False)
    keep.click()

    said = page.locator(".tk-frame .tk-error")
    expect(said).to_contain_text("cannot be written to; nothing was changed", timeout=SOON)
    expect(told(page, "Not saved")).to_be_visible()
    expect(told(page, "✓ Saved")).to_have_count(0)
    set_writable(database, writable=True)
    assert len(tk.open_workshop(client).snapshots()) == 1


def test_a_kernel_that_dies_is_said_wherever_one_has_scrolled_to(room):
    page = room.fresh("lavender")
    lost = page.get_by_text("No answer from touchkit")
    expect(lost).to_be_hidden()
    page.get_by_role("tab", name="The picture").click()
    expect(page.locator(".tk svg[role=img]:visible").first).to_be_visible(timeout=SOON)
    lose_patience(page, 3)
    page.locator(".tk svg[role=img]:visible").first.hover(position={"x": 20, "y": 20})
    page.mouse.wheel(0, 5000)

    os.kill(processes_of(room)[1], signal.SIGKILL)

    expect(lost).to_be_visible(timeout=SOON)
    expect(lost).to_be_in_viewport()
    assert lost.bounding_box()["width"] > 600


def test_closing_the_lid_loses_nothing(room, client):
    page = room.fresh(client)
    page.get_by_role("button", name="More").click()
    keep = page.get_by_role("button", name="Keep a copy")
    expect(keep).to_be_visible(timeout=SOON)
    lose_patience(page, 3)
    lost = page.get_by_text("No answer from touchkit")
    asleep = processes_of(room)

    for process in asleep:
        os.kill(process, signal.SIGSTOP)
    try:
        keep.click()
        expect(lost).to_be_visible(timeout=SOON)
        expect(told(page, "✓ Saved")).to_have_count(0)
    finally:
        for process in asleep:
            os.kill(process, signal.SIGCONT)

    expect(told(page, "✓ Saved")).to_be_visible(timeout=SOON)
    expect(lost).to_be_hidden(timeout=SOON)
    assert len(tk.open_workshop(client).snapshots()) == 1
