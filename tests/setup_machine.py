"""What the tests need from the machine beyond Python: a browser and PostgreSQL's server programs.

Run by `make test` before pytest. Looks first and installs only what is missing, so it may be run as often as one likes.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from touchkit.deliver.pdf import usual_places

DRIVER_BROWSERS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-win*/chrome.exe",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
NO_CLUSTER = "/etc/postgresql-common/createcluster.d/touchkit-tests.conf"

HOW_TO_GET_A_BROWSER = """\
The browser tests need Chromium, Chrome or Edge, and none could be found or installed.
  - Install any one of the three in the usual way for your system, or
  - set TOUCHKIT_BROWSER to the full path of one that is not where it is usually looked for, or
  - run this command again while connected to the internet.
"""
HOW_TO_GET_POSTGRESQL = """\
  - Debian or Ubuntu: apt-get install postgresql
  - macOS: brew install postgresql, then see to it that `initdb` is found on the PATH
  - Windows: the PostgreSQL installer, at its usual place
"""


def find_browser() -> Path | None:
    """Find an installed Chromium, Chrome or Edge that answers; nothing is installed or started for long.

    The environment variable TOUCHKIT_BROWSER comes first, and nothing else is tried where it is set.
    """
    if named := os.environ.get("TOUCHKIT_BROWSER"):
        return Path(named) if Path(named).is_file() else None
    return next((place for place in _browser_places() if place.is_file() and _answers(place)), None)


def find_postgresql() -> Path | None:
    """Find the folder of PostgreSQL's server programs `initdb` and `pg_ctl`, the newest of several."""
    return next((place for place in _postgresql_places() if _holds_server(place)), None)


def main() -> int:
    """Set up what is missing; return 0 when the tests can run."""
    browser = find_browser() or _install_browser()
    if browser is None:
        print(HOW_TO_GET_A_BROWSER, file=sys.stderr, end="")
        return 1
    print(f"browser for the tests: {browser}")

    postgresql = find_postgresql() or _install_postgresql()
    if postgresql is not None:
        print(f"PostgreSQL for the tests: {postgresql}")
        return 0
    in_ci = os.environ.get("CI") == "true"
    consequence = (
        "which CI must not go without" if in_ci else "so the tests that need it will be SKIPPED"
    )
    print(f"PostgreSQL: not found and not installable here, {consequence}.", file=sys.stderr)
    print(HOW_TO_GET_POSTGRESQL, file=sys.stderr, end="")
    return 1 if in_ci else 0


def _browser_places() -> Iterator[Path]:
    """Yield where touchkit itself looks for a browser, then where the browser driver puts one."""
    yield from usual_places()
    for pattern in DRIVER_BROWSERS:
        yield from sorted(_driver_folder().glob(pattern), reverse=True)


def _driver_folder() -> Path:
    """Return the folder into which the browser driver's own installer puts browsers."""
    if named := os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "ms-playwright"
    caches = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return Path.home() / caches / "ms-playwright"


def _answers(browser: Path) -> bool:
    """Say whether a browser starts: on Linux the name may belong to a script that only says what to install."""
    if not sys.platform.startswith("linux"):
        return True  # on Windows `--version` opens a window
    try:
        asked = subprocess.run(
            [browser, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=30,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _postgresql_places() -> Iterator[Path]:
    """Yield where PostgreSQL's server programs usually are."""
    if named := os.environ.get("PGBIN"):
        yield Path(named)
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent
    versions = list(Path("/usr/lib/postgresql").glob("*/bin"))
    if programs := os.environ.get("PROGRAMFILES"):
        versions += (Path(programs) / "PostgreSQL").glob("*/bin")
    yield from sorted(versions, key=_version, reverse=True)


def _version(programs: Path) -> int:
    """Return the PostgreSQL version a folder `…/15/bin` is for."""
    return int(programs.parent.name) if programs.parent.name.isdigit() else 0


def _holds_server(folder: Path) -> bool:
    """Say whether a folder holds both programs the tests start."""
    suffix = ".exe" if sys.platform == "win32" else ""
    return all((folder / f"{name}{suffix}").is_file() for name in ("initdb", "pg_ctl"))


def _install_browser() -> Path | None:
    """Install Chromium from the system's packages or, where that cannot be, with the browser driver's installer."""
    if _apt_install("chromium") and (browser := find_browser()):
        return browser
    system_libraries = ["--with-deps"] if _as_root() is not None else []
    _run([sys.executable, "-m", "playwright", "install", *system_libraries, "chromium"])
    return find_browser()


def _install_postgresql() -> Path | None:
    """Install the system's PostgreSQL, told to start no server of its own: the tests start theirs."""
    root = _as_root()
    if root is None:
        return None
    _run([*root, "mkdir", "-p", str(Path(NO_CLUSTER).parent)])
    _run([*root, "tee", NO_CLUSTER], given="create_main_cluster = false\n")
    return find_postgresql() if _apt_install("postgresql") else None


def _apt_install(package: str) -> bool:
    """Install a Debian or Ubuntu package where we may; say whether it worked."""
    root = _as_root()
    if root is None:
        return False
    apt = [
        *root,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-qq",
        "-o",
        "DPkg::Lock::Timeout=300",
    ]
    print(f"installing {package} …", flush=True)
    # A failing update is no reason to stop: the lists at hand may do.
    _run([*apt, "update"])
    return _run([*apt, "install", "--yes", "--no-install-recommends", package])


def _as_root() -> list[str] | None:
    """Return what to put before a command so that apt-get runs as root; None where there is no way."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and _run(["sudo", "-n", "true"]) else None


def _run(command: Sequence[str], given: str = "") -> bool:
    """Run a command quietly; show what it said only if it fails."""
    try:
        ran = subprocess.run(
            command, input=given, capture_output=True, text=True, errors="replace", check=False
        )
    except OSError as error:
        print(f"{command[0]}: {error}", file=sys.stderr)
        return False
    if ran.returncode:
        print(
            f"{' '.join(command)} ended with {ran.returncode}\n{ran.stdout}{ran.stderr}",
            file=sys.stderr,
        )
    return ran.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
