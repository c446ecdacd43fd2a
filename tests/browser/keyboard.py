"""Moving on a page as somebody without a mouse does: by Tab, Shift and Tab, arrows and Enter."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

_SOON = 30_000
_NAME = """() => {
  const here = document.activeElement;
  if (here === document.body) return "";
  return here.getAttribute("aria-label") || here.labels?.[0]?.innerText || here.innerText || "";
}"""
_IN_THE_BAR = """() => document.activeElement.matches(".tk-steps > .lm-TabBar [role=tab]")"""


def tab_to(page: Page, name: str, *, most: int = 40, back: bool = False) -> None:
    """Press Tab until a control whose name begins so has the focus."""
    met = []
    with _tabbing(page, back=back) as focused:
        for _ in range(most):
            met.append(str(focused(_NAME)).strip()[:60])
            if met[-1].startswith(name):
                return
    raise AssertionError(f"no Tab leads to {name!r}, only to {met}")


def turn_to(page: Page, step: str) -> None:
    """Go back to the bar of the steps, along it with the arrows, and turn to one."""
    with _tabbing(page, back=True) as focused:
        assert any(focused(_IN_THE_BAR) for _ in range(120)), "no Shift+Tab leads to the steps"
    tab = page.get_by_role("tab", name=step, exact=True)
    for _ in range(7):
        if tab.evaluate("tab => tab === document.activeElement"):
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(tab).to_have_attribute("aria-selected", "true", timeout=_SOON)
    expect(page.locator(".tk-question")).to_contain_text(re.sub(r"^\d ", "", step), timeout=_SOON)


@contextmanager
def _tabbing(page: Page, *, back: bool) -> Iterator[Callable[[str], object]]:
    """Give what presses Tab once and answers a question about what has the focus then.

    The browser is told directly: a trace would draw the whole page twice for every press.
    """
    browser = page.context.new_cdp_session(page)
    key = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9, "modifiers": 8 if back else 0}

    def focused(question: str) -> object:
        for kind in "rawKeyDown", "keyUp":
            browser.send("Input.dispatchKeyEvent", {"type": kind, **key})
        asked = {"expression": f"({question})()", "returnByValue": True}
        return browser.send("Runtime.evaluate", asked)["result"]["value"]

    yield focused
    browser.detach()


def press(page: Page, name: str, **how: int | bool) -> None:
    """Go to a button and press Enter."""
    expect(page.get_by_role("button", name=name).first).to_be_enabled(timeout=_SOON)
    tab_to(page, name, **how)
    page.keyboard.press("Enter")


def type_in(page: Page, name: str, words: str, **how: int | bool) -> None:
    """Go to a field, write there in place of what it holds, and press Enter."""
    tab_to(page, name, **how)
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
