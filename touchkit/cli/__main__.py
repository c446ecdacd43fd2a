"""The `touchkit` command, as `python -m touchkit.cli`."""

import sys

from touchkit.cli import main

sys.exit(main())
