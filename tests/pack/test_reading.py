"""Reading packs made by hand: what is understood, and what is refused with which words."""

import datetime as dt
import shutil
import time

import pytest

from touchkit.errors import PackError
from touchkit.model import SHEET_TABLES, Client, to_rows
from touchkit.pack import read_pack

TOUCHPOINT_IDS = "an id of touchpoints: call, bill"
NO_SUCH_COLUMN = "no such column"


def names(pack):
    return pack.touchpoints["name"].tolist()


# how files are encoded


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_utf8_and_files_with_a_byte_order_mark_are_read(folder, encoding):
    pack = read_pack(folder(touchpoints="name\nMüller 請求書\n".encode(encoding)))

    assert names(pack) == ["Müller 請求書"]
    assert pack.notes == ()


def test_windows_1252_is_read_with_a_note(folder):
    pack = read_pack(folder(touchpoints="name\nMüller – 5 €\n".encode("cp1252")))

    assert names(pack) == ["Müller – 5 €"]
    assert pack.notes == (
        "touchpoints.csv is not UTF-8; it was read as Windows-1252. Check its accents.",
    )


def test_another_encoding_is_read_when_it_is_named(folder):
    path = folder(
        touchpoints="name\n請求書\n".encode("shift_jis"),
        client='title = "清掃"'.encode("shift_jis"),
    )

    pack = read_pack(path, encoding="shift_jis")

    assert (names(pack), pack.client.title, pack.notes) == (["請求書"], "清掃", ())


def test_a_byte_order_mark_wins_over_the_encoding_named(folder):
    path = folder(touchpoints="name\nMüller\n".encode("utf-8-sig"))

    assert names(read_pack(path, encoding="cp1252")) == ["Müller"]


def test_what_is_no_text_in_the_encoding_named_is_refused(folder, told):
    path = folder(touchpoints="name\nMüller\n".encode("cp1252"))
    hint = "Save it as UTF-8 (in a spreadsheet: CSV UTF-8), or name its encoding with --encoding."

    assert told(path, encoding="utf-8") == [
        ("touchpoints.csv", None, None, "text that is not utf-8", "UTF-8", hint)
    ]


def test_utf16_without_a_byte_order_mark_is_one_problem(folder, told):
    path = folder(touchpoints="id,name\na,b\nc,d\n".encode("utf-16-le"))
    hint = "Save it as UTF-8 (in a spreadsheet: CSV UTF-8), or get the whole file again."

    assert told(path) == [
        ("touchpoints.csv", 1, None, "NUL bytes among the names of the columns", "text", hint)
    ]


# how files are laid out


def test_semicolons_go_with_decimal_commas(folder):
    pack = read_pack(folder(touchpoints='name;position;description\nCall;1,250;"a;b"\n'))

    assert to_rows(pack.touchpoints[["position", "description"]]) == [
        {"position": 1.25, "description": "a;b"}
    ]


def test_tabs_part_cells(folder):
    assert names(read_pack(folder(touchpoints="name\tposition\nCall, then wait\t1.5\n"))) == [
        "Call, then wait"
    ]


def test_a_separator_within_a_quoted_name_of_a_column_parts_nothing(folder):
    pack = read_pack(folder(touchpoints='name,"a;b;c;d\ne;f"\nCall,x\n'))

    assert pack.touchpoints["a;b;c;d\ne;f"].tolist() == ["x"]


def test_columns_may_stand_in_any_order_case_and_with_blanks(folder):
    pack = read_pack(
        folder(touchpoints="Moment of Truth, STATUS ,name,Cost-Now\nyes,Planned,Call,3\n")
    )

    assert to_rows(pack.touchpoints) == [
        {"id": "call", "name": "Call", "contact": "direct", "status": "planned", "moment_of_truth": True,
         "shortlist": False, "cost_now": 3.0}
    ]  # fmt: skip


def test_columns_of_their_own_are_kept_whatever_they_are_called(folder):
    own = ["seq", "table", "model_config", "Colour", "colour", "=x"]
    pack = read_pack(folder(touchpoints=f"name,{','.join(own)}\nCall,1,002,NA,-,é,6\n"))

    assert list(pack.touchpoints.columns[-6:]) == own
    assert pack.touchpoints[own].iloc[0].tolist() == ["1", "002", "NA", "-", "é", "6"]


def test_dates_of_customers_may_be_called_in_any_case(folder):
    pack = read_pack(folder(customers="Call name,Birthday On\nAoife,3.9.2026\n"))

    assert to_rows(pack.customers)[0]["birthday_on"] == dt.date(2026, 9, 3)


def test_rows_may_be_referred_to_by_name(folder):
    pack = read_pack(folder(links="source,target\nfirst CALL,The bill\nbill,call\n"))

    assert pack.links[["source", "target"]].values.tolist() == [["call", "bill"], ["bill", "call"]]


def test_missing_ids_are_made_from_names_and_are_the_same_on_two_readings(folder):
    path = folder(
        touchpoints="name\nCall\nCall\n請求書\n🙂\n", decisions="step,text\nenhance,Do it\n"
    )

    first, second = read_pack(path), read_pack(path)

    assert first.touchpoints["id"].tolist()[:2] == ["call", "call-2"]
    assert first.touchpoints["id"].is_unique
    assert first == second


def test_header_only_tables_are_legal(folder):
    pack = read_pack(folder(touchpoints="name\n", links="source,target\n"))

    assert (len(pack.touchpoints), len(pack.links), len(pack.stages)) == (0, 0, 2)


def test_journey_loops_are_legal(folder):
    pack = read_pack(folder(links="source,target\ncall,bill\nbill,call\ncall,call\n"))

    assert len(pack.links) == 3


def test_without_lanes_there_are_the_usual_ones(folder):
    assert "promise" in read_pack(folder()).lanes["id"].tolist()


def test_a_client_may_name_its_own_lanes(folder):
    client = 'title = "x"\n[[lanes]]\nname = "Smell"\n'

    assert read_pack(folder(client=client, touchpoints="name\n")).lanes["id"].tolist() == ["smell"]


# rows that people see


def test_a_problem_stands_in_the_row_a_spreadsheet_shows(folder, told):
    text = 'id,name,stage\na,"one\ntwo",know\n\n,,\nb,B,knwo\n'

    assert told(folder(touchpoints=text)) == [
        (
            "touchpoints.csv",
            5,
            "stage",
            "'knwo'",
            "an id of stages: know, buy",
            "Did you mean 'know'?",
        )
    ]


def test_a_misspelt_column_is_one_problem_and_hides_no_other(folder, told):
    scores = "respondent,group,touchpont,measure,score\nsage,team,call,received,9\n"

    assert told(folder(scores=scores)) == [
        ("scores.csv", 1, "touchpoint", "a column 'touchpont'", "a column 'touchpoint'",
         "Did you mean 'touchpoint'? Rename it, or give it a name of its own."),
        ("scores.csv", 2, "score", "'9'", "1 to 5", "Correct it, or leave the row out if nobody answered."),
    ]  # fmt: skip


def test_a_missing_column_is_one_problem_however_many_rows_there_are(folder, told):
    path = folder(links="source\ncall\nbill\n", notes="lane,text\ndo,a\ndo,b\n")

    assert told(path) == [
        ("links.csv", 1, "target", NO_SUCH_COLUMN, "a column 'target'", "Add a column 'target'; there are: source."),
        ("notes.csv", 1, "touchpoint", NO_SUCH_COLUMN, "a column 'touchpoint' or 'stage'",
         "Add one of them; there are: lane, text."),
    ]  # fmt: skip


def test_a_misspelt_column_of_which_one_is_needed_is_one_problem(folder, told):
    assert [place[:3] for place in told(folder(notes="touchpiont,lane,text\ncall,do,a\n"))] == [
        ("notes.csv", 1, "touchpoint")
    ]


@pytest.mark.parametrize("header", ["name,stage,name", "name,stage,NAME ", "Name,stage,name"])
def test_a_column_twice_is_one_problem(folder, told, header):
    hint = "Give the columns different names, or delete all but one."

    assert told(folder(touchpoints=f"{header}\na,know,\nb,buy,c\n")) == [
        ("touchpoints.csv", 1, "name", "2 columns of this name", "one column of this name", hint)
    ]


@pytest.mark.parametrize("text", ["", "\n\n", ",,\nx,y,z\n", "\nname\nCall\n"])
def test_a_missing_header_is_one_problem(folder, told, text):
    hint = "Put the names of the columns into the first row."
    scores = "group,touchpoint,measure,score\nteam,call,received,3\n"

    assert told(folder(touchpoints=text, scores=scores)) == [
        ("touchpoints.csv", 1, None, "no header", "a first row of column names", hint)
    ]


def test_cells_under_no_name_are_one_problem(folder, told):
    hint = "Write a name above them in the first row, or empty them."

    assert told(folder(touchpoints="name,,stage,\nCall,x,know,\nBill,y,buy,\n")) == [
        (
            "touchpoints.csv",
            1,
            None,
            "cells in column 2, which has no name",
            "a name for each column",
            hint,
        )
    ]


def test_blank_cells_beyond_the_header_do_not_matter(folder):
    assert names(read_pack(folder(touchpoints="name,,\nCall,, ,,\n"))) == ["Call"]


def test_an_unquoted_comma_is_one_problem_and_the_row_stays_known(folder, told):
    text = "id,name,stage\ncall,Call, then wait,know\nbill,Bill,buy\n"
    links = "source,target\ncall,bill\n"

    assert told(folder(touchpoints=text, links=links)) == [
        (
            "touchpoints.csv",
            2,
            None,
            "4 cells",
            "3 cells",
            "Put text with a separator in it into quotes.",
        )
    ]


def test_an_unquoted_comma_in_a_row_without_id_leaves_references_to_it_alone(folder, told):
    path = folder(
        touchpoints="name,stage\nCall, then wait,know\n", links="source,target\ncall-then-wait,x\n"
    )

    assert [place[:3] for place in told(path)] == [("touchpoints.csv", 2, None)]


def test_a_file_cut_off_within_quotes_is_one_problem(folder, told):
    path = folder(touchpoints='id,name\ncall,"First ca', links="source,target\ncall,bill\n")
    hint = "Look for a cell whose opening quote is never closed, or get the whole file again."

    assert told(path) == [
        (
            "touchpoints.csv",
            2,
            None,
            "a broken quoted cell (unexpected end of data)",
            "a complete CSV file",
            hint,
        )
    ]


def test_a_file_cut_off_in_its_last_row_is_one_problem(folder, told):
    path = folder(touchpoints="id,name,stage\ncall,First call,know\nbill,The b")
    hint = "The file seems cut off in its last row; get the whole file again."

    assert told(path) == [("touchpoints.csv", 3, None, "2 cells", "3 cells", hint)]


def test_a_last_row_without_a_line_end_is_whole_when_its_cells_are(folder):
    assert names(read_pack(folder(touchpoints="name,stage\nCall,know"))) == ["Call"]


def test_a_nul_byte_is_one_problem_where_it_stands(folder, told):
    path = folder(
        touchpoints="id,name,position\ncall,Ca\x00ll,1\nbi\x00ll,x,\x00\n",
        links="source,target\ncall,bill\n",
    )
    allowed, hint = "a value", "Delete the cell and type it again."

    assert told(path) == [
        ("touchpoints.csv", 2, "name", "a NUL byte", allowed, hint),
        ("touchpoints.csv", 3, "id", "a NUL byte", allowed, hint),
        ("touchpoints.csv", 3, "position", "a NUL byte", allowed, hint),
    ]


def test_a_file_that_ends_in_nul_bytes_is_told(folder, told):
    path = folder(touchpoints="id,name,stage\ncall,Call,know\n\x00\x00\x00\x00")

    assert [place[:4] for place in told(path)] == [("touchpoints.csv", 3, None, "1 cells")]


def test_a_failed_formula_is_one_problem_and_leaves_references_alone(folder, told):
    path = folder(touchpoints="id,name\n#REF!,#BEZUG!\n", links="source,target\ncall,bill\n")
    allowed, hint = "a value", "Mend the formula, or write its value."

    assert told(path) == [
        ("touchpoints.csv", 2, "id", "'#REF!'", allowed, hint),
        ("touchpoints.csv", 2, "name", "'#BEZUG!'", allowed, hint),
    ]


# what must hold between rows


def test_an_id_twice_is_one_problem(folder, told):
    path = folder(
        touchpoints="id,name\ncall,A\nbill,B\ncall,C\n", links="source,target\ncall,bill\n"
    )

    assert told(path) == [
        (
            "touchpoints.csv",
            4,
            "id",
            "'call' a second time",
            "each id once",
            "Give one of the two another id.",
        )
    ]


def test_a_touchpoint_with_a_dangling_stage_does_not_take_its_scores_along(folder, told):
    path = folder(
        touchpoints="id,name,stage\ncall,Call,knwo\n",
        scores="group,touchpoint,measure,score\nteam,call,received,3\n",
    )

    assert [place[:3] for place in told(path)] == [("touchpoints.csv", 2, "stage")]


@pytest.mark.parametrize("row", ["call,Call,by post", "call,,direct"], ids=["word", "no name"])
def test_a_row_with_a_broken_cell_keeps_its_id_known(folder, told, row):
    path = folder(
        touchpoints=f"id,name,contact\n{row}\nbill,Bill,direct\n",
        links="source,target\ncall,bill\n",
    )

    assert [place[:2] for place in told(path)] == [("touchpoints.csv", 2)]


def test_a_broken_id_does_not_take_its_references_along(folder, told):
    path = folder(touchpoints="id,name\nMy Call,Call\n", links="source,target\nMy Call,Call\n")

    assert [place[:3] for place in told(path)] == [("touchpoints.csv", 2, "id")]


def test_broken_measures_do_not_make_two_answers_one(folder, told):
    scores = "respondent,group,touchpoint,measure,score\nsage,team,call,recieved,3\nsage,team,call,desred,4\n"

    assert [place[1:3] for place in told(folder(scores=scores))] == [(2, "measure"), (3, "measure")]


def test_an_answer_twice_is_one_problem(folder, told):
    scores = "respondent,group,touchpoint,measure,score\nsage,team,call,received,3\nsage,Team,First call,received,4\n"
    hint = "Keep one of the two, or give it another round."

    assert told(folder(scores=scores)) == [
        ("scores.csv", 3, "respondent", "'sage' a second time", "one answer", hint)
    ]


def test_circles_of_needs_are_told_each_once(folder, told):
    ideas = "id,touchpoint,title,needs\na,call,A,b\nb,call,B,a\nc,call,C,C\n"
    allowed, hint = "no circle", "Take one of these needs out."

    assert told(folder(ideas=ideas)) == [
        ("ideas.csv", 2, "needs", "'a needs b needs a'", allowed, hint),
        ("ideas.csv", 4, "needs", "'c needs c'", allowed, hint),
    ]


def test_problems_stand_in_the_order_a_reader_meets_them(folder, told):
    text = "id,name,stage,contact\na,A,x1,direct\nb,B,know,x2\nc,C,x3,direct\n"
    path = folder(touchpoints=text, links="source,target\nx4,a\n")

    assert [place[:2] for place in told(path)] == [
        ("touchpoints.csv", 2), ("touchpoints.csv", 3), ("touchpoints.csv", 4), ("links.csv", 2),
    ]  # fmt: skip


# files of the folder


def test_no_pack_at_all_is_said(tmp_path):
    with pytest.raises(PackError) as caught:
        read_pack(tmp_path / "nowhere")

    assert str(caught.value) == f"There is no pack at {tmp_path / 'nowhere'}."


def test_a_folder_that_cannot_be_read_is_said(folder, monkeypatch):
    path = folder()

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "iterdir", refuse)
    with pytest.raises(PackError) as caught:
        read_pack(path)

    assert str(caught.value) == f"{path} cannot be read: Permission denied. Check its rights."


def test_a_locked_file_is_one_problem(folder, told, monkeypatch):
    path = folder(links="source,target\ncall,bill\n")
    read_bytes = type(path).read_bytes

    def locked(self):
        if self.name == "touchpoints.csv":
            raise PermissionError(13, "Permission denied")
        return read_bytes(self)

    monkeypatch.setattr(type(path), "read_bytes", locked)

    assert told(path) == [
        ("touchpoints.csv", None, None, "Permission denied", "a file that can be read",
         "Close it elsewhere or check its rights.")
    ]  # fmt: skip


def test_a_folder_without_client_toml_is_no_pack(folder, told):
    path = folder()
    (path / "client.toml").unlink()
    hint = 'Write one with at least: title = "…". `touchkit new` makes a complete one.'

    assert told(path) == [("lavender", None, None, "no client.toml", "a client.toml", hint)]


def test_a_client_toml_cut_off_is_one_problem(folder, told):
    path = folder(
        client='title = "Laven', scores="group,touchpoint,measure,score\nteam,call,received,9\n"
    )

    assert told(path) == [
        ("client.toml", None, None, "Unterminated string (at end of document)", "complete TOML",
         "Mend that line, or get the whole file again; text needs quotes around it.")
    ]  # fmt: skip


def test_faulty_settings_are_all_told_and_nothing_else(folder, told):
    client = 'goal = 5\nbudgt = 3\nbudget = "x"\nscale = {high = 1}\nstages = "Know"\n[[departments]]\nnaem = "Sales"\n'
    scores = "group,touchpoint,measure,score\nteam,call,received,9\n"

    assert told(folder(client=client, scores=scores)) == [
        ("client.toml", None, "title", "nothing", "a value", "Fill this cell in."),
        ("client.toml", None, "budget", "'x'", "a number", "Write a plain number such as 3.5."),
        ("client.toml", None, "scale", "\"{'high': 1}\"", "high above low", "Give the scale at least two points."),
        ("client.toml", None, "budgt", "an unknown setting",
         ", ".join(Client.model_fields), "Did you mean 'budget'?"),
        ("client.toml", None, "stages", "something else than entries", "[[stages]]",
         "Begin each entry with a line [[stages]]."),
        ("client.toml", None, "departments.name", "a column 'naem'", "a column 'name'",
         "Did you mean 'name'? Rename it, or give it a name of its own."),
    ]  # fmt: skip


def test_an_entry_of_client_toml_is_told_by_its_number(folder, told):
    client = 'title = "x"\n[[stages]]\nname = "Know"\n[[stages]]\nquestion = "?"\n'

    assert told(folder(client=client, touchpoints="name\n")) == [
        ("client.toml", None, "stages[2].name", "nothing", "a value", "Fill this cell in.")
    ]


def test_a_file_that_is_no_table_is_refused_with_the_nearest(folder, told):
    path = folder()
    shutil.move(path / "touchpoints.csv", path / "touchpoint.csv")
    (path / "links.csv").write_text("source,target\ncall,bill\n")
    (path / "parking.csv").write_text("x\n")
    allowed = ", ".join(model.TABLE for model in SHEET_TABLES)
    otherwise = "Rename it, or begin its name with _ and it is left out. A file holds one table."

    assert told(path) == [
        ("parking.csv", None, None, "a file that is no table", allowed, otherwise),
        ("touchpoint.csv", None, None, "a file that is no table", allowed, "Did you mean 'touchpoints'?"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["_notes.csv", ".hidden.csv", "~links.csv", "README.md", "make.py"]
)
def test_files_that_are_no_part_of_the_pack_are_left_out(folder, name):
    path = folder()
    (path / name).write_text("x,y\n1\n")

    assert len(read_pack(path).touchpoints) == 2


def test_a_table_in_two_files_is_one_problem(folder, told):
    path = folder(stages="name\nKnow\nBuy\n")

    assert told(path) == [
        (
            "stages.csv",
            None,
            None,
            "stages a second time",
            "each table once",
            "Put both into one file.",
        )
    ]


def test_two_event_logs_are_one_problem(folder, told):
    path = folder(events="customer,touchpoint,time\n")
    (path / "events.parquet").write_bytes(b"")

    assert told(path) == [
        ("events.parquet", None, None, "events.parquet beside events.csv", "one event log",
         "Keep one of the two, or begin the other's name with _.")
    ]  # fmt: skip


def test_an_event_of_an_unknown_touchpoint_is_told(folder, told):
    path = folder(events="customer,touchpoint,time\nk1,call,2026-01-01\nk1,bil,2026-01-02\n")

    assert told(path) == [
        ("events.csv", 3, "touchpoint", "'bil'", TOUCHPOINT_IDS, "Did you mean 'bill'?")
    ]


def test_events_are_not_held_against_touchpoints_that_cannot_be_read(folder, told):
    path = folder(touchpoints='id,name\n"', events="customer,touchpoint,time\nk1,x,2026-01-01\n")

    assert [place[0] for place in told(path)] == ["touchpoints.csv"]


# how long it takes


@pytest.mark.slow
def test_thousands_of_faulty_rows_are_told_in_seconds_and_fifty_of_them_printed(folder):
    rows = "".join(f"team,place-{number},received,3\n" for number in range(10_000))
    path = folder(scores="group,touchpoint,measure,score\n" + rows)
    began = time.perf_counter()

    with pytest.raises(PackError) as caught:
        read_pack(path)

    assert len(caught.value.problems) == 10_000
    assert str(caught.value).splitlines()[-1] == "  … and 9950 more."
    assert time.perf_counter() - began < 15
