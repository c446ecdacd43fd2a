"""`touchkit present`: the workshop as an app, without code, without a network."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("room", ["voila"], indirect=True),
]
SOON = 30_000
STEPS = 8


def test_the_room_sees_the_screen_alone_and_nothing_is_asked_of_another_computer(room):
    asked = []

    def listen(page):
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url))

    page = room.fresh("lavender", listen)

    expect(page.get_by_role("heading", level=1, name="Lavender Home Cleaning")).to_be_visible()
    expect(page.locator(".tk-steps > .lm-TabBar .lm-TabBar-tab")).to_have_count(STEPS)
    expect(page).to_have_title("Lavender Home Cleaning · touchkit")
    assert page.locator("main > div").count() == 1
    assert page.locator(".jp-InputArea, .jp-MarkdownCell, pre").count() == 0
    assert page.locator(".tk-screen").bounding_box()["y"] < 20

    page.get_by_role("tab", name="The picture").click()
    expect(page.locator(".tk svg[role=img]:visible").first).to_be_visible(timeout=SOON)

    assert len(asked) > 10
    away = [url for url in asked if urlsplit(url).scheme not in {"data", "blob"}]
    assert {urlsplit(url).hostname for url in away} == {"127.0.0.1"}


def test_nobody_gets_in_without_the_token(room, page):
    bare = room.server.address.split("?")[0]

    page.goto(bare)

    expect(page.locator("#password_input")).to_be_visible()
    assert page.locator(".tk-screen").count() == 0
