"""The `touchkit` command, as a person types it."""

import json

import openpyxl
import pytest

import touchkit as tk
from touchkit.cli import main
from touchkit.screens.serving import room_command


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A workshop folder with one small client, and a place to work in."""
    root = tmp_path / "workshop_data"
    pack = root / "bakery"
    pack.mkdir(parents=True)
    (pack / "client.toml").write_text(
        'title = "Rose Bakery"\n[[stages]]\nname = "Buy"\n[[departments]]\nname = "Shop"\n',
        encoding="utf-8",
    )
    (pack / "touchpoints.csv").write_text(
        "name,stage,department,shortlist\nThe counter,buy,shop,yes\n", encoding="utf-8"
    )
    (pack / "customers.csv").write_text("id,call_name\nk1,Anna\n", encoding="utf-8")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(root))
    monkeypatch.chdir(tmp_path)
    return root


def spoil(folder):
    with (folder / "bakery" / "touchpoints.csv").open("a", encoding="utf-8") as file:
        file.write("The till,bye,shop,yes\n")


def test_check_says_that_nothing_is_to_mend(folder, capsys):
    assert main(["check", "bakery"]) == 0

    assert capsys.readouterr().out.startswith(
        "Rose Bakery: nothing to mend. 1 stages, 1 departments,"
    )


def test_check_json_prints_an_empty_list_when_all_is_well(folder, capsys):
    assert main(["check", "--json", str(folder / "bakery")]) == 0

    assert json.loads(capsys.readouterr().out) == []


def test_check_json_lists_every_problem_and_exits_1(folder, capsys):
    spoil(folder)

    assert main(["check", "--json", str(folder / "bakery")]) == 1

    assert json.loads(capsys.readouterr().out) == [
        {
            "file": "touchpoints.csv",
            "row": 3,
            "column": "stage",
            "found": "'bye'",
            "allowed": "an id of stages: buy",
            "hint": "Did you mean 'buy'?",
        }
    ]


def test_check_of_nothing_is_a_problem_too(folder, capsys):
    assert main(["check", "--json", "no-such-pack"]) == 1

    (problem,) = json.loads(capsys.readouterr().out)
    assert problem["file"] == "no-such-pack"
    assert "no client 'no-such-pack'" in problem["found"]


def test_new_makes_a_pack_that_has_nothing_to_mend(folder, capsys):
    assert main(["new", "Dr Özil's Dental Clinic", "--stages", "timeline", "--starters"]) == 0

    assert main(["check", "dr-ozil-s-dental-clinic"]) == 0
    pack = tk.read_pack(folder / "dr-ozil-s-dental-clinic")
    assert list(pack.stages["id"]) == ["before", "during", "after"]
    assert len(pack.touchpoints) >= 60
    assert "touchkit check dr-ozil-s-dental-clinic" in capsys.readouterr().out


def test_new_never_overwrites_a_client(folder, capsys):
    assert main(["new", "Bakery"]) == 1

    assert "There is a client 'bakery' already" in capsys.readouterr().err
    assert len(tk.read_pack(folder / "bakery").touchpoints) == 1


def test_new_like_makes_a_half_finished_client_to_practise_on(folder, capsys):
    assert main(["new", "practice", "--like", "bakery", "--until", "2"]) == 0

    pack = tk.read_pack(folder / "practice")
    assert (pack.client.like, pack.client.until) == ("bakery", 2)
    assert pack.customers["call_name"].isna().all()
    assert capsys.readouterr().out == (
        f"Made {folder / 'practice'}.\n"
        "Practise: `touchkit lab`, choose “Practice: Rose Bakery”, then open the notebook 03.\n"
    )


def test_until_without_like_is_refused_and_nothing_made(folder, capsys):
    assert main(["new", "practice", "--until", "2"]) == 1

    assert capsys.readouterr().err == (
        "--until says how far a copy goes; name the client it is a copy of too, such as "
        "--like lavender --until 2. Nothing was made.\n"
    )
    assert not (folder / "practice").exists()


@pytest.mark.parametrize("more", [["--starters"], ["--stages", "timeline"]], ids=lambda m: m[0])
def test_like_with_stages_or_starters_is_refused_and_nothing_made(folder, capsys, more):
    assert main(["new", "practice", "--like", "bakery", *more]) == 1

    assert "leave --stages and --starters out" in capsys.readouterr().err
    assert not (folder / "practice").exists()


def test_new_like_an_unknown_client_says_which_was_meant(folder, capsys):
    assert main(["new", "practice", "--like", "bakry"]) == 1

    assert "Did you mean 'bakery'?" in capsys.readouterr().err


@pytest.mark.parametrize("step", ["6", "-1", "two"])
def test_until_a_step_there_is_not_is_refused(folder, capsys, step):
    with pytest.raises(SystemExit):
        main(["new", "practice", "--like", "bakery", f"--until={step}"])

    assert "--until" in capsys.readouterr().err
    assert not (folder / "practice").exists()


def test_export_leaves_call_names_out_and_import_brings_a_workbook_in(folder, tmp_path, capsys):
    tk.open_workshop("bakery").add("touchpoints", name="The bread bag")

    assert main(["export", "bakery", str(tmp_path / "handover.xlsx")]) == 0
    assert main(["import", str(tmp_path / "handover.xlsx"), "--as", "bakery two"]) == 0

    pack = tk.read_pack(folder / "bakery-two")
    assert list(pack.touchpoints["name"]) == ["The counter", "The bread bag"]
    assert pack.customers["call_name"].isna().all()
    book = openpyxl.load_workbook(tmp_path / "handover.xlsx")
    assert "Anna" not in str([[cell.value for cell in row] for row in book["customers"]])


def test_export_writes_call_names_when_asked(folder, tmp_path):
    assert main(["export", "bakery", str(tmp_path / "copy"), "--names"]) == 0

    assert list(tk.read_pack(tmp_path / "copy").customers["call_name"]) == ["Anna"]


def test_export_never_writes_over_another_pack_unasked(folder, tmp_path, capsys):
    main(["new", "Clinic"])
    (tmp_path / "notes.xlsx").write_text("mine", encoding="utf-8")

    assert main(["export", "bakery", str(folder / "clinic")]) == 1
    assert main(["export", "bakery", str(tmp_path / "notes.xlsx")]) == 1

    assert "There is something at" in capsys.readouterr().err
    assert tk.read_pack(folder / "clinic").client.title == "Clinic"
    assert (tmp_path / "notes.xlsx").read_text(encoding="utf-8") == "mine"
    assert main(["export", "bakery", str(folder / "clinic"), "--replace"]) == 0
    assert tk.read_pack(folder / "clinic").client.title == "Rose Bakery"


def test_export_speaks_of_call_names_only_where_it_left_some_out(folder, tmp_path, capsys):
    main(["export", "bakery", str(tmp_path / "copy")])
    assert "call names were left out" in capsys.readouterr().out

    main(["export", "bakery", str(folder / "bakery")])
    assert "call names" not in capsys.readouterr().out
    assert list(tk.read_pack(folder / "bakery").customers["call_name"]) == ["Anna"]


@pytest.mark.parametrize("command", [["report"], ["form"], ["export", "copy"]], ids=lambda c: c[0])
def test_changed_files_are_never_passed_over_in_silence(folder, tmp_path, capsys, command):
    name, *rest = command
    tk.open_workshop("bakery")
    (folder / "bakery" / "touchpoints.csv").write_text("name,stage\nThe till,buy\n", "utf-8")

    assert main([name, "bakery", *rest]) == 1
    assert "Say which shall count: --take-files" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()

    assert main([name, "bakery", *rest, "--take-files"]) == 0
    assert list(tk.open_workshop("bakery").touchpoints["name"]) == ["The till"]


def test_changed_files_may_be_left_aside_in_favour_of_the_workshop(folder):
    tk.open_workshop("bakery")
    (folder / "bakery" / "touchpoints.csv").write_text("name,stage\nThe till,buy\n", "utf-8")

    assert main(["report", "bakery", "--keep-workshop"]) == 0

    assert list(tk.open_workshop("bakery").touchpoints["name"]) == ["The counter"]


def test_a_port_that_cannot_be_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["lab", "--port", "99999"])

    assert "'99999' is no port; write a number from 1 to 65535" in capsys.readouterr().err


def test_present_of_an_unknown_client_starts_nothing(folder, tmp_path, capsys):
    (tmp_path / "notebooks").mkdir()
    for name in ("00_start_here.ipynb", "workshop.ipynb"):
        (tmp_path / "notebooks" / name).write_text("{}", encoding="utf-8")

    assert main(["present", "bakry", "--no-browser"]) == 1

    said = capsys.readouterr()
    assert "Did you mean 'bakery'?" in said.err
    assert said.out == ""


def test_the_room_is_served_on_this_computer_only_and_behind_a_token(tmp_path):
    command = room_command(8899, tmp_path / "notebooks")

    assert {"--Voila.ip=127.0.0.1", "--Voila.auto_token=True", "--port=8899"} <= set(command)
    assert not any("0.0.0.0" in part for part in command)  # noqa: S104 # what must not be there


def test_form_ask_writes_only_the_sheet_for_three_customers(folder, tmp_path, capsys):
    assert main(["form", "bakery", "--ask"]) == 0

    out = tmp_path / "out" / "bakery"
    assert [path.name for path in out.iterdir()] == ["ask-three-customers.html"]
    assert "for Rose Bakery" in capsys.readouterr().out
    assert "The counter" in (out / "ask-three-customers.html").read_text(encoding="utf-8")


def test_import_of_a_faulty_pack_brings_nothing_in(folder, capsys):
    spoil(folder)

    assert main(["import", str(folder / "bakery"), "--as", "copy"]) == 1

    assert "touchpoints.csv, row 3, column stage: found 'bye'" in capsys.readouterr().err
    assert not (folder / "copy").exists()


def test_report_writes_one_file_and_shows_how_far_it_is(folder, tmp_path, capsys):
    assert main(["report", "bakery"]) == 0

    written = tmp_path / "out" / "bakery" / "report.html"
    assert "Rose Bakery" in written.read_text(encoding="utf-8")
    assert "report.html" in capsys.readouterr().out


def test_report_can_be_the_one_page_people_take_home(folder, tmp_path):
    assert main(["report", "bakery", "--one-page"]) == 0

    (written,) = (tmp_path / "out" / "bakery").iterdir()
    assert written.name == "one-page.html"
    assert "Rose Bakery: what we take home" in written.read_text(encoding="utf-8")


def test_a_whole_report_as_pdf_is_refused_with_what_to_do(folder, capsys):
    assert main(["report", "bakery", "--pdf"]) == 1

    assert "add --one-page, or print report.html" in capsys.readouterr().err


def test_form_writes_the_map_and_the_scoring_sheet(folder, tmp_path):
    assert main(["form", "bakery", "--blank"]) == 0

    made = sorted(path.name for path in (tmp_path / "out" / "bakery").iterdir())
    assert made == ["map-blank.html", "scoring-sheet.html"]


@pytest.mark.browser
def test_form_prints_pdf_when_asked(folder, tmp_path):
    assert main(["form", "bakery", "--pdf", "--paper", "A4"]) == 0

    made = sorted((tmp_path / "out" / "bakery").iterdir())
    assert [path.name for path in made] == ["map.pdf", "scoring-sheet.pdf"]
    assert all(path.read_bytes().startswith(b"%PDF") for path in made)


def test_an_unknown_client_is_told_in_one_line(folder, capsys):
    assert main(["report", "bakry"]) == 1

    said = capsys.readouterr().err
    assert "There is no client 'bakry'" in said
    assert "Did you mean 'bakery'?" in said


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])

    said = capsys.readouterr().out
    assert stopped.value.code == 0
    for command in (
        "new",
        "check",
        "import",
        "export",
        "survey",
        "lab",
        "present",
        "report",
        "form",
    ):
        assert f"    {command} " in said


@pytest.fixture
def survey(tmp_path, monkeypatch):
    """A small survey, in the place where commands are typed."""
    rows = "".join(f"{n},{n % 6 + 1},{n % 5 + 1}\n" for n in range(30))
    (tmp_path / "survey.csv").write_text(f"RESPNUM,Q1_till,Q1_shelf\n{rows}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


MAPPING = """[survey]
group = "customer"
measure = "received"
scale = [1, 5]
missing = [6]
respondent = "RESPNUM"
[questions]
Q1_till = "The counter"
"""


def test_survey_prints_a_draft_or_writes_it_and_says_what_is_next(survey, capsys):
    assert main(["survey", "survey.csv"]) == 0
    printed = capsys.readouterr().out

    assert main(["survey", "survey.csv", "--to", "m.toml"]) == 0
    said = capsys.readouterr().out

    assert (survey / "m.toml").read_text(encoding="utf-8") == printed
    assert "# missing = [6]\n" in printed
    assert "2 columns look like answers from 1 to 5: Q1_till, Q1_shelf." in said
    assert said.endswith("  touchkit survey survey.csv --mapping m.toml\n")


def test_survey_never_writes_over_anything_unasked(survey, capsys):
    (survey / "m.toml").write_text(MAPPING, encoding="utf-8")

    assert main(["survey", "survey.csv", "--to", "m.toml"]) == 1
    assert main(["survey", "survey.csv", "--to", "survey.csv", "--replace"]) == 1
    assert main(["survey", "survey.csv", "--mapping", "m.toml", "--scores", "m.toml", "--replace"]) == 1  # fmt: skip

    said = capsys.readouterr().err
    assert "There is something at m.toml already; --replace writes over it." in said
    assert said.count("is what is being read. Write to another file.") == 2
    assert (survey / "m.toml").read_text(encoding="utf-8") == MAPPING
    assert main(["survey", "survey.csv", "--to", "m.toml", "--replace"]) == 0


def test_survey_turns_answers_into_a_packs_scores(folder, survey, capsys):
    (survey / "m.toml").write_text(MAPPING, encoding="utf-8")
    written = folder / "bakery" / "scores.csv"

    options = ["--mapping", "m.toml", "--client", "bakery", "--scores", str(written)]
    assert main(["survey", "survey.csv", *options]) == 0

    said = capsys.readouterr().out
    assert "Q1_till: 25 answered; 5 named as missing (6: 5); 0 blank." in said
    assert "Not read: Q1_shelf." in said
    scores = tk.read_pack(folder / "bakery").scores
    assert (len(scores), scores["score"].max(), set(scores["touchpoint"])) == (25, 5.0, {"the-counter"})  # fmt: skip
    expected = tk.read_survey(survey / "survey.csv", survey / "m.toml")
    assert scores.equals(expected)


def test_survey_without_a_place_for_scores_writes_nothing(survey, capsys):
    (survey / "m.toml").write_text(MAPPING, encoding="utf-8")
    before = sorted(survey.iterdir())

    assert main(["survey", "survey.csv", "--mapping", "m.toml"]) == 0

    assert "Nothing was written; --scores scores.csv writes" in capsys.readouterr().out
    assert sorted(survey.iterdir()) == before


def test_survey_guards_what_a_spreadsheet_would_take_for_a_formula(survey):
    (survey / "survey.csv").write_text("RESPNUM,Q1_till\n=1+1,5\n", encoding="utf-8")
    (survey / "m.toml").write_text(MAPPING, encoding="utf-8")

    assert main(["survey", "survey.csv", "--mapping", "m.toml", "--scores", "s.csv"]) == 0

    assert (survey / "s.csv").read_text(encoding="utf-8").splitlines()[1].startswith("'=1+1,")


def test_a_survey_that_cannot_be_read_is_told_and_nothing_is_written(survey, capsys):
    (survey / "m.toml").write_text(MAPPING.replace("missing = [6]", ""), encoding="utf-8")

    assert main(["survey", "survey.csv", "--mapping", "m.toml", "--scores", "s.csv"]) == 1

    assert "survey.csv, row 7, column Q1_till: found '6' (in 5 rows" in capsys.readouterr().err
    assert not (survey / "s.csv").exists()


@pytest.mark.parametrize(
    "more", [["--scores", "s.csv"], ["--to", "a", "--mapping", "b"]], ids=["no mapping", "both"]
)
def test_survey_says_which_options_do_not_go_together(survey, more):
    assert main(["survey", "survey.csv", *more]) == 1
