"""What axe-core finds wrong with a page for who uses it without eyes, mouse or colours."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_GRAVE = ("serious", "critical")
_AXE = Axe()


def found(page: Page, within: str = ".tk-screen") -> list[str]:
    """Return what is grave in our own part of the page, one line each."""
    result = _AXE.run(page, context=within, options={"resultTypes": ["violations"]})
    assert len(result.response["passes"]) > 5, "axe-core looked at nothing"
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}"
        for rule in result.response["violations"]
        if rule["impact"] in _GRAVE
        for node in rule["nodes"]
    ]
