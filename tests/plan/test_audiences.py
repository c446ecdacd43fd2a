"""Audiences: who belongs to one, by its filter."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchkit.errors import InputError
from touchkit.model import TABLES, to_frame
from touchkit.pack import read_pack
from touchkit.plan import in_audience, members


def customers():
    return to_frame(TABLES["customers"], [
        {"id": "k1", "segment": "families", "persona": "nadia", "best": True, "orders": "12",
         "call_name": "Aoife", "purchase_on": pd.Timestamp("2026-11-04").date()},
        {"id": "k2", "segment": "Landlords and offices", "persona": "ilse", "best": False, "orders": "3"},
        {"id": "k3", "persona": "walter", "best": False},
    ])  # fmt: skip


def inside(text):
    return "".join(
        str(number) for number, there in enumerate(in_audience(customers(), text), 1) if there
    )


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("", "123"),
        (None, "123"),
        ("best = yes", "1"),
        ("best != yes", "23"),
        ("BEST = yes", None),
        ("segment = families", "1"),
        ("segment = FAMILIES", "1"),
        ("segment = landlords and offices", "2"),
        ("segment = 'landlords and offices'", "2"),
        ("segment = landlords and offices and best = no", "2"),
        ("segment = landlords and offices or best = yes", "12"),
        ("segment != families", "23"),
        ("segment is blank", "3"),
        ("segment is not blank", "12"),
        ("segment in (families, landlords and offices)", "12"),
        ("not best = yes", "23"),
        ("not (best = yes or persona = ilse)", "3"),
        ("best = no and (persona = ilse or persona = walter)", "23"),
        ("best = yes or best = no and persona = walter", "13"),
        ("purchase_on >= 2026-11-01", "1"),
        ("purchase_on = 2026-11-04", "1"),
        ("purchase_on < 2026-11-04", ""),
        ("purchase_on is blank", "23"),
        ("orders > 5", "1"),
        ("orders <= 12", "12"),
    ],
)
def test_a_filter_lets_in_whom_it_says(text, who):
    if who is None:
        with pytest.raises(InputError, match="Did you mean 'best'"):
            inside(text)
    else:
        assert inside(text) == who


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("best", "Write a column, = and a value"),
        ("best = ", "a value"),
        ("best = perhaps", "Write yes or no"),
        ("besst = yes", "Did you mean 'best'?"),
        ("(best = yes", "Add the )"),
        ("best = yes)", "Write a column"),
        ("persona in nadia", "in (first, second)"),
        ("persona is nadia", "For a value write ="),
        ("purchase_on > soon", "year-month-day"),
        ("orders > many", "Compare numbers or dates"),
        ("(" * 60 + "best = yes" + ")" * 60, "simpler"),
        ("__import__('os').system('true')", "Write a column"),
        ("best = yes; drop table customers", "Write yes or no"),
    ],
)
def test_what_is_no_filter_is_refused_with_what_to_write(text, said):
    with pytest.raises(InputError) as caught:
        inside(text)

    assert said in str(caught.value)


def test_a_customers_name_is_told_in_no_message():
    with pytest.raises(InputError) as caught:
        inside("calname = Aoife")

    assert "call_name" not in str(caught.value)


@given(st.text(alphabet="abest yno()=!<>'\"andori,;", max_size=60))
def test_any_text_is_read_or_refused_never_a_crash(text):
    try:
        assert len(in_audience(customers(), text)) == 3
    except InputError as error:
        assert error.problems  # noqa: PT017 # either is right


def test_every_faulty_filter_of_the_client_is_told():
    audiences = to_frame(TABLES["audiences"], [
        {"id": "a", "name": "A", "filter": "x = 1"}, {"id": "b", "name": "B", "filter": "best = yes"},
        {"id": "c", "name": "C", "filter": "best ="},
    ])  # fmt: skip

    with pytest.raises(InputError) as caught:
        members(customers(), audiences)

    assert [one.row for one in caught.value.problems] == [1, 3]


def test_lavenders_audiences_have_their_customers(repository):
    tables = read_pack(repository / "workshop_data" / "lavender").tables

    found = members(tables["customers"], tables["audiences"])["audience"].value_counts()

    assert found.to_dict() == {"families": 33, "like-nadia": 33, "older-households": 15, "like-walter": 15,
                               "landlords": 12, "best-customers": 8}  # fmt: skip


def test_a_column_nobody_has_filled_in_lets_nobody_in():
    empty = pd.DataFrame({"id": ["k1"], "segment": [float("nan")]})

    assert in_audience(empty, "segment = families").tolist() == [False]
    assert in_audience(empty, "segment is blank").tolist() == [True]
