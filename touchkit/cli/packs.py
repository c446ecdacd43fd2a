"""The commands for packs: `new`, `check`, `import` and `export`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from touchkit.cli.clients import add_choice, open_client, pack_path
from touchkit.cli.commands import Commands, command
from touchkit.errors import InputError


def add_new(commands: Commands) -> None:
    """Add `touchkit new`."""
    parser = command(commands, "new", "make a pack for a new client")
    parser.add_argument("title", help="the client's name, such as “Rose Bakery”")
    parser.add_argument("--stages", help="hourglass (default), activities or timeline")
    parser.add_argument(
        "--starters", action="store_true", help="put the catalogue's touchpoints in, planned"
    )
    parser.add_argument(
        "--like", metavar="CLIENT", help="to practise: copy this client, without customers' names"
    )
    parser.add_argument(
        "--until", type=int, choices=range(6), metavar="STEP",
        help="with --like: keep only what is there after this step, 0 to 5",
    )  # fmt: skip
    parser.set_defaults(run=_new)


def _new(options: argparse.Namespace) -> int:
    from touchkit.starter import make_client

    if options.like is not None:
        return _practice(options)
    if options.until is not None:
        raise InputError(
            "--until says how far a copy goes; name the client it is a copy of too, such as "
            f"--like lavender --until {options.until}. Nothing was made."
        )
    place = make_client(
        options.title, stage_set=options.stages or "hourglass", starters=options.starters
    )
    print(f"Made {place.path}. Fill its tables in a spreadsheet, then: touchkit check {place.name}")
    return 0


def _practice(options: argparse.Namespace) -> int:
    from touchkit.folder import clients
    from touchkit.starter import make_practice

    if options.stages or options.starters:
        raise InputError(
            "--like brings stages and touchpoints of its own; leave --stages and --starters out. "
            "Nothing was made."
        )
    place = make_practice(options.title, like=options.like, until=options.until)
    made = clients().set_index("client").at[place.name, "title"]
    number = min((options.until or 0) + 1, 6)
    print(f"Made {place.path}.")
    print(f"Practise: `touchkit lab`, choose “{made}”, then open the notebook {number:02}.")
    return 0


def add_check(commands: Commands) -> None:
    """Add `touchkit check`."""
    parser = command(commands, "check", "say what is wrong with a pack")
    parser.add_argument("path", help="a client, a pack's folder, or a workbook")
    parser.add_argument(
        "--json", action="store_true", help="print a list of objects for other programs"
    )
    parser.add_argument(
        "--encoding", help="the encoding of the CSV files, when it is an unusual one"
    )
    parser.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    from touchkit.errors import PackError, Problem
    from touchkit.pack import read_pack

    try:
        pack = read_pack(pack_path(options.path), encoding=options.encoding)
    except InputError as error:
        found = str(error).splitlines()[0]
        nowhere = Problem(
            file=options.path, found=found, allowed="a client pack", hint="Look for a typing error."
        )
        problems = error.problems if isinstance(error, PackError) and error.problems else (nowhere,)
        if options.json:
            print(
                json.dumps(
                    [problem.to_dict() for problem in problems], ensure_ascii=False, indent=2
                )
            )
        else:
            print(error)
        return 1
    if options.json:
        print("[]")
        return 0
    for note in pack.notes:
        print(f"Note: {note}")
    counts = ", ".join(f"{len(frame)} {name}" for name, frame in pack.tables.items() if len(frame))
    print(f"{pack.client.title}: nothing to mend. {counts}.")
    return 0


def add_import(commands: Commands) -> None:
    """Add `touchkit import`."""
    parser = command(commands, "import", "bring a pack from elsewhere into the workshop folder")
    parser.add_argument("path", help="a pack's folder, or a workbook")
    parser.add_argument(
        "--as", dest="name", help="the client's short name; else the folder's or file's name"
    )
    parser.add_argument(
        "--encoding", help="the encoding of the CSV files, when it is an unusual one"
    )
    parser.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    from touchkit.pack import read_pack, write_pack
    from touchkit.starter import place_for

    pack = read_pack(options.path, encoding=options.encoding)
    place = place_for(options.name or Path(options.path).resolve().stem)
    write_pack(pack, place.path)
    print(f"{pack.client.title} is now the client {place.name!r}, at {place.path}.")
    return 0


def add_export(commands: Commands) -> None:
    """Add `touchkit export`."""
    parser = command(commands, "export", "write a workshop, as it is now, as a pack")
    parser.add_argument("client", help="the client's short name")
    parser.add_argument("path", help="a folder, or a workbook ending in .xlsx")
    parser.add_argument("--names", action="store_true", help="write customers' call names too")
    parser.add_argument(
        "--replace", action="store_true", help="write over what is there already at that place"
    )
    add_choice(parser)
    parser.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    workshop = open_client(options)
    written = workshop.export(options.path, names=options.names, replace=options.replace)
    named = workshop.customers["call_name"].notna().any()
    hidden = named and not options.names and not workshop.is_own(written)
    said = " Customers' call names were left out; --names writes them." if hidden else ""
    print(f"Wrote {workshop.client.title} to {written}.{said}")
    return 0
