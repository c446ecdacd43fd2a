"""The start: a client made, its aim stored, scores imported whole or not at all."""

import pytest

from tests.steps.test_session import make_pack
from touchkit.folder import chosen
from touchkit.pack import read_pack
from touchkit.steps.importing import read_scores
from touchkit.steps.opening import StartState
from touchkit.steps.session import Session

HEAD = "respondent,group,touchpoint,measure,score,n\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    return tmp_path


@pytest.fixture
def state(folder):
    make_pack(folder, "bakery", "Rose Bakery")
    return StartState(Session())


def scores(state):
    found = state.session.tables("scores")
    return sorted(zip(found["score"], found["n"], strict=True))


def test_a_new_client_is_made_opened_and_chosen(folder):
    state = StartState(Session())
    assert "Make the first one here" in state.advice

    assert state.make_client(" Dr Blum ", "timeline", starters=False)

    assert (state.session.client, chosen()) == ("dr-blum", "dr-blum")
    assert state.session.choices == [("Dr Blum", "dr-blum")]
    assert list(state.session.tables("stages")["id"]) == ["before", "during", "after"]
    assert state.session.tables("touchpoints").empty


def test_starter_touchpoints_are_put_in_when_they_are_wanted(state):
    state.make_client("Dr Blum", "hourglass", starters=True)

    assert len(state.session.tables("touchpoints")) >= 60


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("  ", "Type the new client's name first."),
        ("bakery", "There is a client of this name already: Rose Bakery."),
        ("x" * 10_000, "This name has 10,000 letters; at most 120 fit on a screen."),
    ],
)
def test_a_name_that_cannot_be_used_is_refused_in_words(state, title, said):
    assert not state.make_client(title, "hourglass", starters=False)

    assert state.session.error.startswith(said)
    assert state.session.client == "bakery"


def test_a_name_without_letters_makes_a_client_too(state):
    assert state.make_client("請求書", "hourglass", starters=False)
    assert state.make_client("🙂", "hourglass", starters=False)

    assert [name for _, name in state.session.choices] == ["bakery", "client", "client-2"]
    assert state.session.workshop.client.title == "🙂"


def test_the_stage_sets_are_offered_by_their_stages(state):
    offered = {name: said for said, name in state.stage_sets()}

    assert offered["timeline"] == "Before the sale, During the sale, After the sale"
    assert next(iter(offered)) == "hourglass"


def test_the_example_is_named_only_where_it_is_there(folder):
    make_pack(folder, "bakery", "Rose Bakery")
    make_pack(folder, "clinic", "Clinic")
    assert "worked example" not in StartState(Session()).advice
    assert "half-finished copy" not in StartState(Session()).advice

    make_pack(folder, "lavender", "Lavender")

    assert "Lavender is the worked example" in StartState(Session()).advice
    assert "half-finished copy" in StartState(Session()).advice


def test_settings_are_stored_and_a_blank_word_is_the_usual_one(state):
    state.set("goal", " Fewer returns ")
    state.set("decider", "Rosa")
    state.set("customer_word", "guest")

    client = state.session.workshop.client
    assert (client.goal, client.decider, client.customer_word) == ("Fewer returns", "Rosa", "guest")

    state.set("customer_word", "")
    state.set("goal", "")

    client = state.session.workshop.client
    assert (client.goal, client.customer_word) == (None, "customer")


def test_a_goal_nobody_can_read_is_refused(state):
    assert not state.set("goal", "x" * 10_000)

    assert "10,000 letters; at most 1,000 fit" in state.session.error


def test_scores_are_imported_as_one_action(state):
    file = HEAD + "Anna,team,the-counter,received,3,\n,customer,The counter,received,4,7\n"

    assert state.import_scores("scores.csv", file.encode())

    assert scores(state) == [(3, 1), (4, 7)]
    assert state.imported == "8 answers on 1 touchpoint imported. Undo takes the import back."
    state.session.undo()
    assert scores(state) == []


def test_the_same_file_twice_is_in_once(state):
    file = HEAD + "Anna,team,the-counter,received,3,\n,customer,the-counter,received,4,7\n"
    state.import_scores("scores.csv", file.encode())

    state.import_scores("scores.csv", file.encode())

    assert scores(state) == [(3, 1), (4, 7)]
    assert "2 earlier rows gave way." in state.imported


def test_answers_to_other_questions_stay(state):
    state.import_scores("a.csv", (HEAD + ",customer,the-counter,received,4,7\n").encode())

    state.import_scores("b.csv", (HEAD + ",customer,the-counter,desired,5,7\n").encode())
    state.import_scores("c.csv", (HEAD + ",team,the-counter,received,2,3\n").encode())

    assert scores(state) == [(2, 3), (4, 7), (5, 7)]


def test_every_problem_is_listed_with_row_and_column_and_nothing_is_stored(state):
    rows = [
        "Anna,team,the-counter,received,3,",
        "Anna,teem,the-counter,received,4,",
        "Ben,team,the-countr,received,nine,",
        "Cleo,team,the-counter,received,9,",
        "Anna,team,the-counter,received,5,",
    ]
    before = state.session.revision

    assert not state.import_scores("march.csv", (HEAD + "\n".join(rows)).encode())

    assert [(p["file"], p["row"], p["column"]) for p in state.faults] == [
        ("march.csv", 3, "group"),
        ("march.csv", 4, "touchpoint"),
        ("march.csv", 4, "score"),
        ("march.csv", 5, "score"),
        ("march.csv", 6, "respondent"),
    ]
    assert state.faults[1]["hint"] == "Did you mean 'the-counter'?"
    assert state.session.error == "march.csv was not imported: 5 problems. Nothing was stored."
    assert (scores(state), state.session.revision) == ([], before)


def test_a_file_that_counts_the_room_twice_is_refused_by_row_and_nothing_is_stored(state):
    state.import_scores("a.csv", (HEAD + ",team,the-counter,received,3,4\n").encode())

    file = HEAD + "Anna,team,The counter,received,4,\nBen,customer,the-counter,received,4,\n"
    assert not state.import_scores("b.csv", file.encode())

    assert state.session.error == "b.csv was not imported: 1 problem. Nothing was stored."
    assert [(p["row"], p["column"]) for p in state.faults] == [(2, "respondent")]
    assert scores(state) == [(3, 4)]


def test_the_examples_own_scores_may_be_imported_again(repository):
    pack = read_pack(repository / "workshop_data" / "lavender")
    content = (repository / "workshop_data" / "lavender" / "scores.csv").read_bytes()

    rows = read_scores("scores.csv", content, pack.client, pack.tables)

    assert len(rows) == len(pack.tables["scores"]) > 500


def test_a_missing_column_is_said(state):
    assert not state.import_scores(
        "scores.csv", b"touchpoint,measure,score\nthe-counter,received,3\n"
    )

    assert [problem["column"] for problem in state.faults] == ["group"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04 no workbook"])
def test_a_file_that_is_no_table_is_refused(state, content):
    assert not state.import_scores("scores.xlsx", content)
    assert not state.import_scores("scores.csv", content)

    assert "Nothing was stored." in state.session.error
    assert scores(state) == []


def test_a_header_alone_imports_nothing_and_says_so(state):
    assert not state.import_scores("scores.csv", HEAD.encode())

    assert state.session.error == (
        "scores.csv has a header but no scores; nothing was imported. Nothing was stored."
    )


def test_decimal_commas_and_semicolons_are_read(state):
    file = "group;touchpoint;measure;score\ncustomer;the-counter;received;3,5\n"

    assert state.import_scores("scores.csv", file.encode())

    assert scores(state) == [(3.5, 1)]


def test_a_workbooks_sheet_of_scores_is_read(state, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "scores"
    book.active.append(["group", "touchpoint", "measure", "score"])
    book.active.append(["customer", "the-counter", "received", 4])
    book.save(tmp_path / "answers.xlsx")

    assert state.import_scores("answers.xlsx", (tmp_path / "answers.xlsx").read_bytes())

    assert scores(state) == [(4, 1)]


def test_a_files_name_leads_nowhere(state):
    assert state.import_scores(
        "../../<b>.csv", (HEAD + ",customer,the-counter,received,4,7\n").encode()
    )


def test_what_was_said_about_one_client_is_not_said_about_another(state, folder):
    make_pack(folder, "clinic", "Clinic")
    state.import_scores("scores.csv", b"nothing\n1\n")
    assert state.faults

    state.session.open("clinic")

    assert (state.faults, state.imported) == ([], "")
