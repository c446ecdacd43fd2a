"""The solver is quiet, and nobody else is: neither held up nor unheard."""

import ctypes
import os
import subprocess
import sys
import threading

import numpy as np
import pytest

from tests.plan.test_choosing import gaps_of, ideas_of
from touchkit.plan import choose, thresholds
from touchkit.plan.quiet import hushed
from touchkit.plan.thresholds import StoppedError

SOLVER = b"HighsMipSolverData::transformNewIntegerFeasibleSolution tmpSolver.run();\n"


def test_a_line_of_the_solver_is_kept_out_and_what_others_print_is_heard(capfd):
    with hushed():
        os.write(1, SOLVER)
        os.write(1, b"somebody else\n")

    os.write(1, b"afterwards\n")
    assert capfd.readouterr().out == "somebody else\nafterwards\n"


def test_a_line_that_compiled_code_has_not_written_out_yet_is_kept_out_too():
    try:
        ctypes.CDLL(None)
    except TypeError:
        pytest.skip("compiled code's own printing cannot be reached here")
    code = (
        "import ctypes\nfrom touchkit.plan.quiet import hushed\n"
        f"with hushed():\n    ctypes.CDLL(None).printf({SOLVER!r})\n"
        "print('afterwards')\n"
    )
    # Into a pipe, and as Python does by default, so that compiled code keeps its lines a while.
    plainly = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}

    heard = subprocess.run(
        [sys.executable, "-c", code], env=plainly, capture_output=True, check=True, text=True
    )

    assert heard.stdout == "afterwards\n"


def test_nobody_waits_for_somebody_elses_solving(capfd):
    solving, enough = threading.Event(), threading.Event()

    def solve():
        with hushed():
            solving.set()
            enough.wait(10)
            os.write(1, SOLVER)

    long = threading.Thread(target=solve)
    long.start()
    assert solving.wait(10)
    entered = threading.Event()

    def short():
        with hushed():
            entered.set()

    other = threading.Thread(target=short, daemon=True)
    other.start()
    came_in = entered.wait(2)
    enough.set()
    long.join()
    other.join()

    os.write(1, b"afterwards\n")
    assert came_in
    assert capfd.readouterr().out == "afterwards\n"


def test_an_error_within_lets_everybody_speak_again(capfd):
    with pytest.raises(ValueError, match="broken"), hushed():
        raise ValueError("broken")

    os.write(1, b"afterwards\n")
    assert capfd.readouterr().out == "afterwards\n"


def test_a_plan_searched_for_too_long_is_given_up_only_where_somebody_may_lose_interest(
    monkeypatch,
):
    monkeypatch.setattr(thresholds, "PATIENCE", 0.0)
    dice = np.random.default_rng(1)
    ideas = ideas_of(
        id=[f"i{n}" for n in range(40)], touchpoint=[f"t{n % 9}" for n in range(40)],
        lift=dice.uniform(0.1, 1, 40), cost=dice.integers(100, 900, 40),
    )  # fmt: skip
    found = choose(ideas, gaps_of(**{f"t{n}": -2.0 for n in range(9)}), budget=6000)
    out = next(one for one in ideas["id"] if one not in found.chosen)

    with pytest.raises(StoppedError, match="too long"):
        found.reason(out, progress=lambda _: True)

    assert found.reason(out).startswith("out: ")
