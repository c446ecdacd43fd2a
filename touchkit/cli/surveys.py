"""The command for a survey: drafts what its columns mean, then reads it."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from touchkit.cli.clients import pack_path
from touchkit.cli.commands import Commands, command
from touchkit.errors import InputError


def add_survey(commands: Commands) -> None:
    """Add `touchkit survey`."""
    parser = command(commands, "survey", "draft what a survey's columns mean, then read it")
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
    pack = read_pack(pack_path(options.client)) if options.client else None
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
