"""The client's settings."""

import pytest
from pydantic import ValidationError

from touchkit.model import Client, Scale
from touchkit.model.client import default_lanes
from touchkit.model.faults import validation_faults


def told(settings):
    with pytest.raises(ValidationError) as caught:
        Client.model_validate(settings)
    return [(f.column, f.found, f.allowed, f.hint) for f in validation_faults(Client, caught.value)]


def test_a_title_is_all_a_client_needs():
    client = Client(title="Lavender")

    assert client.scale_of("received") == (1, 5)
    assert client.scale_of("importance") == (0, 10)
    assert (client.smallest_group_team, client.smallest_group_customers) == (3, 10)


def test_blank_settings_are_missing():
    assert Client(title="x", goal=" ", customer_word="") == Client(title="x")


def test_no_title_is_told():
    assert told({"title": " "}) == [("title", "nothing", "a value", "Fill this cell in.")]


def test_an_unknown_setting_is_told_with_the_nearest_one_of_its_place():
    found = told({"title": "x", "scale": {"hihg": 7}, "currancy": "EUR"})

    assert [(column, text, hint) for column, text, _, hint in found] == [
        ("scale.hihg", "an unknown setting", "Did you mean 'high'?"),
        ("currancy", "an unknown setting", "Did you mean 'currency'?"),
    ]
    assert found[0][2] == "low, high, labels"


def test_settings_of_the_wrong_kind_are_told_in_words():
    settings = {
        "title": "x",
        "budget": "much",
        "scale": 5,
        "brand": {"primary": "red"},
        "goal": ["a"],
    }

    assert told(settings) == [
        ("goal", "\"['a']\"", "text", "Write it as text."),
        ("budget", "'much'", "a number", "Write a plain number such as 3.5."),
        (
            "scale",
            "'5'",
            "settings of its own: low, high, labels",
            "Write them below a line [scale].",
        ),
        ("brand.primary", "'red'", "a colour such as #5b3a8c", "Correct the value."),
    ]


def test_an_importance_asked_in_an_unknown_way_is_told_with_the_nearest():
    assert told({"title": "x", "importance": {"kind": "dot"}}) == [
        ("importance.kind", "'dot'", "scale, dots, points", "Did you mean 'dots'?")
    ]


@pytest.mark.parametrize(
    ("scale", "allowed"),
    [
        ({"low": 5, "high": 5}, "high above low"),
        ({"low": 0, "high": 101}, "at most 101 points"),
        ({"labels": ["a", "b"]}, "5 labels, one a point"),
    ],
)
def test_a_scale_that_cannot_be_is_told(scale, allowed):
    assert [(column, text) for column, _, text, _ in told({"title": "x", "scale": scale})] == [
        ("scale", allowed)
    ]


def test_labels_may_be_blank_between_the_ends():
    assert Scale(labels=("bad", "", "", "", "good")).labels == ("bad", "", "", "", "good")


def test_the_usual_lanes_each_have_a_question():
    lanes = default_lanes()

    assert {"action", "emotion", "promise", "standard"} <= {lane["id"] for lane in lanes}
    assert [lane for lane in lanes if not (lane["name"] and lane["question"])] == []
