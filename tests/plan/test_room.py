"""The room as a whole."""

import subprocess
import sys


def test_opening_the_room_loads_no_scipy():
    code = "import sys, touchkit.plan; print('scipy' in sys.modules, 'pandas' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "True"]
