"""Event logs, looked at where they lie."""

import duckdb
import pytest

from touchkit.intake.events import event_problems

KNOWN = ["call", "bill"]
TIME = "a time such as 2026-11-21 09:30:00"
FILL = "Fill this cell in, or take the row out."
IDS = "an id of touchpoints: call, bill"
AGAIN = "Export it again as CSV (UTF-8, comma or semicolon) or Parquet."


@pytest.fixture
def told(tmp_path):
    """Write a log and return what is wrong with it."""

    def problems(content, name="events.csv", known=KNOWN):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        if isinstance(content, str) and path.suffix == ".parquet":
            with duckdb.connect() as connection:
                connection.execute(f"COPY ({content}) TO '{path}'")
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return [(p.row, p.column, p.found, p.allowed, p.hint) for p in event_problems(path, known)]

    return problems


@pytest.mark.parametrize(
    "log",
    [
        "customer,touchpoint,time\nk1,call,2026-01-01\n",
        "Customer; TOUCHPOINT;Time;persona\nk1;bill;2026-01-01 09:30:00;x\n",
        "time\ttouchpoint\tcustomer\n2026-01-01T09:30:00Z\tcall\tk1\n",
        "\ufeffcustomer,touchpoint,time\nk1, call ,2026-01-01\n",
        'customer,touchpoint,time,"said ""; drop, table"\n"k,1",call,2026-01-01,x\n',
        "customer,touchpoint,time\n",
    ],
    ids=["plain", "semicolons", "tabs", "byte order mark", "quoted", "header only"],
)
def test_a_log_in_order_has_no_problems(told, log):
    assert told(log) == []


def test_problems_stand_in_the_row_a_person_sees(told):
    log = (
        'customer,touchpoint,time\n"k\n1",call,2026-01-01\n\n,call,2026-01-02\n'
        "k2,bil,2026-01-03\nk3,call,3rd of May\nk4,call,\n"
    )

    assert told(log) == [
        (4, "customer", "nothing", "a value", FILL),
        (5, "touchpoint", "'bil'", IDS, "Did you mean 'bill'?"),
        (6, "time", "'3rd of May'", TIME, "Export times year first."),
        (7, "time", "nothing", "a value", FILL),
    ]


def test_an_unknown_touchpoint_is_told_once_where_it_first_stands(told):
    log = "customer,touchpoint,time\n" + "k1,bil,2026-01-01\n" * 100

    assert [place[:2] for place in told(log)] == [(2, "touchpoint")]


def test_touchpoints_nobody_knows_are_not_looked_at(told):
    assert told("customer,touchpoint,time\nk1,x,2026-01-01\n", known=None) == []


def test_of_thousands_of_faulty_rows_the_first_are_told(told):
    assert [
        row for row, *_ in told("customer,touchpoint,time\n" + ",call,2026-01-01\n" * 1000)
    ] == [*range(2, 22)]


def test_a_missing_column_is_told_with_the_nearest(told):
    assert told("customer,touchpont,when\nk1,call,2026-01-01\n") == [
        (1, "touchpoint", "no such column", "a column 'touchpoint'", "Did you mean 'touchpont'?"),
        (1, "time", "no such column", "a column 'time'",
         "Add a column 'time'; there are: customer, touchpont, when."),
    ]  # fmt: skip


def test_a_column_twice_is_told(told):
    assert told("customer,touchpoint,time,Time\nk1,call,2026-01-01,x\n") == [
        (1, "time", "2 columns of this name", "a column 'time'", "Delete all but one.")
    ]


@pytest.mark.parametrize("log", ["", "\n\n"])
def test_an_empty_file_is_one_problem(told, log):
    assert told(log) == [
        (1, None, "no header", "a first row of column names", "Put the names of the columns into the first row.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("k1,call", "CSV Error on Line: 2 Expected Number of Columns: 3 Found: 2"),
        ("k1,call,2026-01-01,x", "CSV Error on Line: 2 Expected Number of Columns: 3 Found: 4"),
        ('k1,"call,2026-01-01', "CSV Error on Line: 2 Value with unterminated quote found."),
    ],
)
def test_a_row_that_does_not_fit_makes_the_log_unreadable(told, row, found):
    problems = told(f"customer,touchpoint,time\n{row}\n")

    assert problems == [(None, None, found, "a readable event log", AGAIN)]


def test_a_log_that_is_not_utf8_is_refused(told):
    log = "customer,touchpoint,time\nMüller,call,2026-01-01\n".encode("cp1252")

    assert told(log) == [(None, None, "text that is not UTF-8", "a readable event log", AGAIN)]


@pytest.mark.parametrize("folder", ["it's", "x'; --", "[old]", "what?", "a*"])
@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_folders_name_is_never_taken_for_a_query_or_a_pattern(tmp_path, told, folder, suffix):
    log: str | bytes = "customer,touchpoint,time\nk,bil,2026-01-01\n"
    beside: str | bytes = "customer,touchpoint,time\nk,other,2026-01-01\n"
    if suffix == "parquet":
        query = "SELECT 'k' AS customer, '{}' AS touchpoint, DATE '2026-01-01' AS time"
        told(query.format("bil"), name="log.parquet")
        told(query.format("other"), name="other.parquet")
        log = (tmp_path / "log.parquet").read_bytes()
        beside = (tmp_path / "other.parquet").read_bytes()
    for name in ("o", "whats", "ab"):
        told(beside, name=f"{name}/events.{suffix}")

    assert told(log, name=f"{folder}/events.{suffix}") == [
        (2, "touchpoint", "'bil'", IDS, "Did you mean 'bill'?")
    ]


def test_parquet_keeps_its_own_types_and_columns_in_any_case(told):
    log = (
        'SELECT 1 AS "Customer", \'call\' AS "TouchPoint", TIMESTAMP \'2026-01-01\' AS "Time" '
        "UNION ALL SELECT 2, 'bil', NULL"
    )

    assert told(log, name="events.parquet") == [
        (3, "time", "nothing", "a value", FILL),
        (3, "touchpoint", "'bil'", IDS, "Did you mean 'bill'?"),
    ]


def test_a_number_is_no_time(told):
    log = "SELECT 'k' AS customer, 'call' AS touchpoint, 20260101 AS time"

    assert told(log, name="events.parquet") == [
        (2, "time", "'20260101'", TIME, "Export times year first.")
    ]


def test_what_is_no_parquet_is_unreadable(told):
    problems = told(b"customer,touchpoint,time\n", name="events.parquet")

    assert [(row, allowed, hint) for row, _, _, allowed, hint in problems] == [
        (None, "a readable event log", AGAIN)
    ]
    assert problems[0][2].startswith("No magic bytes found at end of file 'events.parquet'")


def test_a_log_that_has_gone_is_told(tmp_path):
    problems = list(event_problems(tmp_path / "events.csv", KNOWN))

    assert [problem.found for problem in problems] == ["No such file or directory"]
