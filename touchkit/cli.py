"""The `touchkit` command."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from touchkit.errors import InputError, TouchkitError

if TYPE_CHECKING:
    from touchkit.workshop import Workshop


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 when all went well, 1 when something has to be mended first."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows a stand-in; it does not stop the command.
        stream.reconfigure(errors="replace") if hasattr(stream, "reconfigure") else None
    try:
        return int(options.run(options))
    except TouchkitError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="touchkit", description="See a business through its customers' eyes.",
        epilog="`touchkit COMMAND --help` explains one command.",
    )  # fmt: skip
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (
        _add_new, _add_check, _add_import, _add_export, _add_survey, _add_lab, _add_present, _add_report,
        _add_form,
    ):  # fmt: skip
        add(commands)
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, says: str
) -> argparse.ArgumentParser:
    return commands.add_parser(name, help=says, description=says[0].upper() + says[1:] + ".")


def _add_new(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "new", "make a pack for a new client")
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
    step = min((options.until or 0) + 1, 5)
    print(f"Made {place.path}.")
    print(f"Practise: `touchkit lab`, choose “{made}”, then open the notebook of step {step}.")
    return 0


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "check", "say what is wrong with a pack")
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
        pack = read_pack(_pack_path(options.path), encoding=options.encoding)
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


def _pack_path(path: str) -> Path:
    """Return a path as it is, or the pack of a client of that name."""
    from touchkit.folder import find

    return Path(path) if Path(path).exists() else find(path).path


def _add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "import", "bring a pack from elsewhere into the workshop folder")
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


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "export", "write a workshop, as it is now, as a pack")
    parser.add_argument("client", help="the client's short name")
    parser.add_argument("path", help="a folder, or a workbook ending in .xlsx")
    parser.add_argument("--names", action="store_true", help="write customers' call names too")
    parser.add_argument(
        "--replace", action="store_true", help="write over what is there already at that place"
    )
    _add_choice(parser)
    parser.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    workshop = _open(options)
    written = workshop.export(options.path, names=options.names, replace=options.replace)
    named = workshop.customers["call_name"].notna().any()
    hidden = named and not options.names and not workshop.is_own(written)
    said = " Customers' call names were left out; --names writes them." if hidden else ""
    print(f"Wrote {workshop.client.title} to {written}.{said}")
    return 0


def _add_choice(parser: argparse.ArgumentParser) -> None:
    """Add what a person may say when the pack's files have changed under an open workshop."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--take-files",
        action="store_true",
        help="if the pack's files have changed since the workshop was opened: take them over first",
    )
    choice.add_argument(
        "--keep-workshop", action="store_true", help="if they have changed: go on with the workshop"
    )


def _open(options: argparse.Namespace) -> Workshop:
    """Open the client; where its files have changed, as was chosen, and never without a choice."""
    from touchkit.workshop import open_workshop

    workshop = open_workshop(options.client)
    if not workshop.pack_changed:
        return workshop
    if options.take_files:
        workshop.take_pack()
        print(f"Took over the files of {workshop.name}; a snapshot of what was there is kept.")
    elif options.keep_workshop:
        workshop.keep_workshop()
    else:
        raise InputError(
            f"The files of {workshop.name} have changed since its workshop was opened. Nothing was written. "
            "Say which shall count: --take-files takes them over (a snapshot of the workshop is kept), "
            "--keep-workshop goes on with the workshop as it is."
        )
    return workshop


def _add_survey(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "survey", "draft what a survey's columns mean, then read it")
    parser.add_argument("file", help="the survey: a CSV file or an .xlsx workbook")
    parser.add_argument("--to", metavar="MAPPING", help="write the draft there; else it is printed")
    parser.add_argument(
        "--mapping", metavar="MAPPING", help="read the survey by this finished draft"
    )
    parser.add_argument(
        "--scores", metavar="OUT", help="with --mapping: write what was read as a pack's scores.csv"
    )
    parser.add_argument(
        "--client", help="with --mapping: look its touchpoints up in this client's pack"
    )
    parser.add_argument("--replace", action="store_true", help="write over what is there already")
    parser.add_argument("--sheet", help="for the draft: the sheet of a workbook with several")
    parser.add_argument("--encoding", help="for the draft: the CSV file's encoding, if unusual")
    parser.set_defaults(run=_survey)


def _survey(options: argparse.Namespace) -> int:
    if options.mapping is None and (options.scores or options.client):
        raise InputError("Name the finished mapping too: --mapping MAPPING. Nothing was written.")
    if options.mapping is not None and options.to:
        raise InputError("Either --to, which writes a draft, or --mapping, which reads by one.")
    return _draft_mapping(options) if options.mapping is None else _read_survey(options)


def _draft_mapping(options: argparse.Namespace) -> int:
    from touchkit.intake.survey_draft import draft_mapping

    draft = draft_mapping(options.file, encoding=options.encoding, sheet=options.sheet)
    if options.to is None:
        print(draft.text, end="")
        return 0
    path = _free(options.to, options)
    _put(path, lambda place: place.write_text(draft.text, encoding="utf-8", newline="\n"))
    for sentence in draft.said:
        print(sentence)
    print(f"Wrote a draft to {path}. Decide what is commented out in it, then:")
    print(f"  touchkit survey {options.file} --mapping {path}")
    return 0


def _read_survey(options: argparse.Namespace) -> int:
    from touchkit.intake.surveys import survey_report
    from touchkit.model.tables import Score
    from touchkit.pack import read_pack
    from touchkit.pack.writing import write_csv

    path = _free(options.scores, options) if options.scores else None
    pack = read_pack(_pack_path(options.client)) if options.client else None
    touchpoints = None if pack is None else pack.touchpoints
    survey = survey_report(options.file, options.mapping, touchpoints=touchpoints)
    print(survey.sentence)
    for sentence in survey.questions["sentence"]:
        print(f"  {sentence}")
    if survey.left_out:
        print(f"Not read: {', '.join(survey.left_out)}.")
    for note in survey.notes:
        print(f"Note: {note}")
    if path is None:
        print("Nothing was written; --scores scores.csv writes the answers as a pack's table.")
        return 0
    # Without ids: reading makes the same ones from the content again.
    _put(path, lambda place: write_csv(survey.scores.drop(columns="id"), place, Score))
    print(f"Wrote {len(survey.scores):,} rows to {path}.")
    return 0


def _free(path: str, options: argparse.Namespace) -> Path:
    """Return where to write; refuse to write over anything unasked, or over what is read."""
    read = [options.file, *([options.mapping] if options.mapping else [])]
    if Path(path).resolve() in [Path(one).resolve() for one in read]:
        raise InputError(f"{path} is what is being read. Write to another file.")
    if Path(path).exists() and not options.replace:
        raise InputError(f"There is something at {path} already; --replace writes over it.")
    return Path(path)


def _put(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside its place first, so that a full disk leaves the old one alone."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".touchkit-", dir=path.parent) as folder:
            draft = Path(folder) / path.name
            write(draft)
            draft.replace(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(f"{path} cannot be written: {reason}.") from None


def _add_lab(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "lab", "open the notebooks in JupyterLab")
    parser.add_argument(
        "notebook", nargs="?", default="00_start_here.ipynb", help="which one; else the start page"
    )
    _add_serving(parser)
    parser.set_defaults(run=_lab)


def _add_serving(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=_port, help="the port to serve on; else the first free one from 8888"
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address, open nothing")


def _port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port; write a number from 1 to 65535")


def _lab(options: argparse.Namespace) -> int:
    from touchkit.screens.serving import serve_lab

    return serve_lab(options.notebook, port=options.port, browser=not options.no_browser)


def _add_present(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "present", "show the workshop to a room, without code")
    parser.add_argument(
        "client", nargs="?", default="", help="the client; else the one chosen on the start page"
    )
    _add_serving(parser)
    parser.set_defaults(run=_present)


def _present(options: argparse.Namespace) -> int:
    from touchkit.screens.serving import serve_room

    return serve_room(options.client, port=options.port, browser=not options.no_browser)


def _add_report(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "report", "write a client's report, one HTML file")
    parser.add_argument(
        "client", nargs="?", default="", help="the client; else the one chosen on the start page"
    )
    parser.add_argument("--out", default="out", help="the folder reports go to (out)")
    _add_choice(parser)
    parser.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console()
    bar = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn())
    with Progress(*bar, console=console) as progress:
        task = progress.add_task("opening", total=None)

        def show(done: int, total: int, what: str) -> None:
            progress.update(task, completed=done, total=total, description=what)

        from touchkit.deliver import report

        workshop = _open(options)
        written = report(workshop, Path(options.out) / workshop.name / "report.html", progress=show)
    if workshop.aside:
        print(f"Note: rows of the pack are set aside; touchkit check {workshop.name} lists them.")
    print(f"Wrote {written}")
    return 0


def _add_form(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "form", "write the wall map and the scoring sheets, to print")
    parser.add_argument(
        "client", nargs="?", default="", help="the client; else the one chosen on the start page"
    )
    parser.add_argument("--blank", action="store_true", help="leave the map empty, to write on")
    parser.add_argument(
        "--ask", action="store_true", help="write only the sheet for asking three customers"
    )
    parser.add_argument("--paper", choices=["A3", "A4"], default="A3", help="the map's paper (A3)")
    parser.add_argument(
        "--pdf",
        action="store_true",
        help="write PDF instead of HTML; needs Chrome, Chromium or Edge",
    )
    parser.add_argument("--out", default="out", help="the folder forms go to (out)")
    _add_choice(parser)
    parser.set_defaults(run=_form)


def _form(options: argparse.Namespace) -> int:
    workshop = _open(options)
    folder = Path(options.out) / workshop.name
    for path in _sheets(workshop, folder, options):
        print(f"Wrote {path} for {workshop.client.title}")
    return 0


def _sheets(workshop: Workshop, folder: Path, options: argparse.Namespace) -> list[Path]:
    from touchkit.deliver import asking_sheet, map_form, scoring_sheet

    ending = "pdf" if options.pdf else "html"
    if options.ask:
        return [
            asking_sheet(workshop, folder / f"ask-three-customers.{ending}", pdf=options.pdf),
        ]
    name = "map-blank" if options.blank else "map"
    return [
        map_form(
            workshop,
            folder / f"{name}.{ending}",
            blank=options.blank,
            paper=options.paper,
            pdf=options.pdf,
        ),
        scoring_sheet(workshop, folder / f"scoring-sheet.{ending}", pdf=options.pdf),
    ]


if __name__ == "__main__":
    sys.exit(main())
