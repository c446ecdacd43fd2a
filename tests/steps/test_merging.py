"""Merging: what becomes of two ideas made one, of what hung on them, and what is refused."""

import datetime as dt

import pytest

from touchkit.errors import InputError
from touchkit.model import TABLES, Client, references
from touchkit.pack import Pack, write_pack
from touchkit.steps.bonds import refuse_bonds
from touchkit.steps.ideas import Idea
from touchkit.steps.lookalikes import Lookalikes, apart, keep_apart
from touchkit.steps.merging import merge, merged
from touchkit.steps.session import Session

SOON, LATER = dt.date(2026, 12, 1), dt.date(2027, 1, 9)


def idea(name, title="", **more):
    return Idea(id=name, title=title or name, touchpoints=("bill",), **more)


def row(name, **more):
    return {"id": name, "title": name.upper(), "touchpoint": "bill", "status": "idea"} | more


def rows(*some):
    return {one["id"]: one for one in some}


def ids(groups):
    return [tuple(one.id for one in group) for group in groups]


# what looks alike


def test_what_looks_alike_is_one_group_in_the_order_it_was_written():
    known = [
        idea("a", "Ring back"),
        idea("b", "Free parking"),
        idea("c", "ring back!"),
        idea("d", "Ring  back"),
    ]

    assert ids(Lookalikes().groups(known, set())) == [("a", "c", "d")]


def test_a_pair_that_is_two_is_never_in_one_group():
    known = [idea("a", "Ring back"), idea("b", "Ring back"), idea("c", "Ring back")]

    found = Lookalikes().groups(known, {frozenset("ab")})

    assert ids(found) == [("a", "c")]


def test_what_is_done_or_dropped_is_left_alone():
    known = [
        idea("a", "Ring back", status="dropped"),
        idea("b", "Ring back"),
        idea("c", "Ring back", status="done"),
    ]

    assert Lookalikes().groups(known, set()) == []


def test_a_title_changed_or_gone_is_looked_at_anew():
    looks = Lookalikes()
    assert ids(looks.groups([idea("a", "Ring back"), idea("b", "Ring back.")], set())) == [
        ("a", "b")
    ]

    assert looks.groups([idea("a", "Ring back"), idea("b", "Free parking")], set()) == []
    assert looks.groups([idea("a", "Ring back")], set()) == []


def test_what_needs_or_excludes_another_is_not_the_same():
    found = apart([row("a", needs="b;c"), row("b", excludes="d")], [])

    assert found == {frozenset("ab"), frozenset("ac"), frozenset("bd")}


# what two become


def test_touchpoints_are_united_dots_added_and_the_longer_text_kept():
    found = merged(
        rows(
            row("a", touchpoint="bill;call", votes=3, hypothesis="short", success_measure="what they say"),
            row("b", touchpoint="call;shop", votes=4, hypothesis="a longer one", success_measure="it"),
        ),
        "a", ["b"],
    )  # fmt: skip

    one = found.pop("a")
    assert found == {}
    assert (one["touchpoint"], one["votes"]) == ("bill;call;shop", 7)
    assert (one["title"], one["hypothesis"], one["success_measure"]) == (
        "A",
        "a longer one",
        "what they say",
    )


def test_only_what_somebody_guessed_or_gave_dots_brings_its_touchpoints_along():
    # A line typed while For showed something else must not make the plan count a gap twice.
    typed = row("b", touchpoint="call")

    def places(other):
        return merged(rows(row("a", lift="S"), other), "a", ["b"])["a"]["touchpoint"]

    assert places(typed) == "bill"
    assert places(typed | {"votes": 0}) == "bill"
    for known in ({"votes": 1}, {"lift": "S"}, {"cost": "L"}):
        assert places(typed | known) == "bill;call"


def test_what_the_kept_idea_is_for_it_stays_for_though_nobody_guessed_it():
    found = merged(rows(row("a"), row("b", touchpoint="call", cost="S")), "a", ["b"])

    assert found["a"]["touchpoint"] == "bill;call"


def test_a_guess_owner_or_date_is_that_of_the_one_kept_or_else_of_the_other():
    found = merged(
        rows(
            row("a", cost="S", owner="Ann", cafe="yes"),
            row("b", cost="L", cost_yearly="M", owner="Ben", due=SOON, effort_days="S", cafe="no", tea="yes"),
            row("c", due=LATER, must=True),
        ),
        "a", ["b", "c"],
    )["a"]  # fmt: skip

    wanted = {
        "cost": "S",
        "cost_yearly": "M",
        "owner": "Ann",
        "due": SOON,
        "effort_days": "S",
        "must": True,
    }
    assert {name: found[name] for name in wanted} == wanted
    assert (found["cafe"], found["tea"], found["votes"]) == ("yes", "yes", None)


def test_a_low_lift_stays_with_the_lift_it_was_guessed_with():
    with_own = merged(rows(row("a", lift="L"), row("b", lift="S", lift_low="0.1")), "a", ["b"])["a"]
    without = merged(rows(row("a"), row("b", lift="S", lift_low="0.1")), "a", ["b"])["a"]

    assert (with_own["lift"], with_own.get("lift_low")) == ("L", None)
    assert (without["lift"], without["lift_low"]) == ("S", "0.1")


@pytest.mark.parametrize(
    ("kept", "other", "then"),
    [
        ("idea", "testing", "testing"), ("chosen", "idea", "chosen"), ("idea", "dropped", "idea"),
        ("idea", "done", "idea"), ("dropped", "chosen", "dropped"), ("done", "idea", "done"),
    ],
)  # fmt: skip
def test_it_is_as_far_as_the_furthest_unless_it_is_done_or_dropped(kept, other, then):
    found = merged(rows(row("a", status=kept), row("b", status=other)), "a", ["b"])

    assert found["a"]["status"] == then


def test_other_ideas_need_and_exclude_the_one_that_is_kept():
    found = merged(
        rows(
            row("a", needs="x"), row("b", needs="y;x", excludes="z"), row("x"), row("y"), row("z"),
            row("n", needs="b;a"), row("e", excludes="b;y"), row("free", needs="x"),
        ),
        "a", ["b"],
    )  # fmt: skip

    assert (found["a"]["needs"], found["a"]["excludes"]) == ("x;y", "z")
    assert found["n"] == {"needs": "a", "excludes": None}
    assert found["e"] == {"needs": None, "excludes": "a;y"}
    assert found.keys() == {"a", "n", "e"}


def test_merging_leaves_the_rows_as_they_are():
    known = rows(row("a", votes=1), row("b", votes=2), row("c", needs="b"))
    before = {name: dict(one) for name, one in known.items()}

    merged(known, "a", ["b"])

    assert known == before


# what is refused


def test_an_idea_never_needs_or_excludes_itself():
    for column, said in (("needs", "needs"), ("excludes", "rules out")):
        known = rows(row("a"), row("b", **{column: "a"}))
        with pytest.raises(InputError, match=rf"^“B” {said} “A”: made one, it would "):
            merged(known, "a", ["b"])
        with pytest.raises(InputError, match=rf"^“B” {said} “A”: made one, it would "):
            merged(known, "b", ["a"])


def test_an_idea_never_needs_itself_by_way_of_others():
    known = rows(row("a", needs="x"), row("x", needs="y"), row("y", needs="b"), row("b"))

    with pytest.raises(InputError, match=r"^“A” would need itself by way of “X” and “Y”"):
        merged(known, "a", ["b"])


def test_what_one_needs_the_other_must_not_exclude():
    known = rows(row("a", needs="x"), row("b", excludes="x"), row("x"))

    with pytest.raises(
        InputError, match=r"^“A” could never be done: it would go with both “A” and “X”"
    ):
        merged(known, "a", ["b"])


def test_nor_may_a_third_idea_come_to_need_what_it_excludes():
    known = rows(row("a"), row("b"), row("c", needs="a", excludes="b"))

    with pytest.raises(InputError, match=r"^“C” could never be done"):
        merged(known, "a", ["b"])


def test_a_contradiction_that_was_there_before_is_no_reason():
    known = rows(row("a"), row("b"), row("c", needs="x", excludes="x"), row("x"))

    assert merged(known, "a", ["b"]).keys() == {"a"}


def test_ideas_without_a_bond_between_them_are_not_refused():
    assert refuse_bonds(rows(row("a", needs="x"), row("b", needs="x")), ["a", "b"]) is None


# in a workshop


PACK = {
    "touchpoints": [{"id": "bill", "name": "The bill"}, {"id": "call", "name": "First call"}],
    "ideas": [
        {"id": "a", "touchpoint": "bill", "title": "One line a clean", "votes": 2, "owner": "Ann"},
        {"id": "b", "touchpoint": "call", "title": "One line per clean", "votes": 5, "due": SOON},
        {"id": "c", "touchpoint": "call", "title": "Ring back", "needs": "b"},
    ],
    "decisions": [
        {"id": "d", "step": "enhance", "text": "Do it", "idea": "b", "owner": "Ben"},
        {"id": "e", "step": "enhance", "text": "Paint"},
    ],
    "pilots": [{"id": "p", "idea": "b"}],
    "acts": [{"id": "t", "idea": "b", "title": "Read it", "starts": SOON}],
    "marks": [
        {"id": "m", "table": "ideas", "row": "b", "kind": "disputed"},
        {"id": "k", "table": "ideas", "row": "c", "kind": "accepted", "reason": "kept beside b"},
        {"id": "o", "table": "touchpoints", "row": "bill", "kind": "parked"},
    ],
}  # fmt: skip


@pytest.fixture
def session(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    write_pack(Pack.from_rows(Client(title="Tiny"), PACK), tmp_path / "tiny")
    return Session("tiny")


def stored(session):
    return session.workshop.store.rows()


def by_id(session, table):
    return {one["id"]: one for one in stored(session)[table]}


def test_everything_that_pointed_to_the_other_points_to_the_one_kept(session):
    before = stored(session)

    assert session.save("merge", lambda edits: merge(edits, "a", ["b"]))

    ideas = by_id(session, "ideas")
    assert ideas.keys() == {"a", "c"}
    assert (ideas["a"]["touchpoint"], ideas["a"]["votes"]) == ("bill;call", 7)
    assert (ideas["a"]["owner"], ideas["a"]["due"]) == ("Ann", SOON)
    assert ideas["c"]["needs"] == "a"
    for table, one in (("decisions", "d"), ("pilots", "p"), ("acts", "t")):
        assert by_id(session, table)[one]["idea"] == "a"
    assert by_id(session, "decisions")["d"]["owner"] == "Ann"
    assert "idea" not in by_id(session, "decisions")["e"]
    marks = by_id(session, "marks")
    assert (marks["m"]["row"], marks["o"]["row"]) == ("a", "bill")
    assert (marks["k"]["row"], marks["k"]["reason"]) == ("c", "kept beside a")

    session.undo()
    assert stored(session) == before
    assert session.undoable == ""


def pilots(session, *rows):
    def edit(edits):
        edits.remove("pilots", "p")
        for row in rows:
            edits.add("pilots", **row)

    assert session.save("pilots", edit)


def test_two_pilots_become_one_and_no_answers_vanish(session):
    pilots(session,
           {"id": "own", "idea": "a", "who": "40 guests", "today": 0.3, "lift": 0.2},
           {"id": "told", "idea": "b", "who": "Whoever calls", "weeks": 4, "better": "lower",
            "today": 0.4, "before": "12 of 40", "after": "4 of 40"})  # fmt: skip
    before = stored(session)

    assert session.save("merge", lambda edits: merge(edits, "a", ["b"]))

    [one] = stored(session)["pilots"]
    assert (one["id"], one["idea"], one["who"], one["weeks"]) == ("own", "a", "40 guests", 4)
    assert (one["before"], one["after"]) == ("12 of 40", "4 of 40")
    # A share that is to fall says nothing of one that was to rise.
    assert (one["better"], one["today"], one.get("lift")) == ("lower", 0.4, None)
    session.undo()
    assert stored(session) == before


def test_what_the_kept_pilot_says_stays_and_the_rest_is_filled_in_its_own_unit(session):
    pilots(session,
           {"id": "other", "idea": "b", "who": "Whoever calls", "unit": "points", "lift": 0.5, "stop": "Two complain"},
           {"id": "own", "idea": "a", "who": "40 guests", "after": "9 of 40"})  # fmt: skip

    assert session.save("merge", lambda edits: merge(edits, "a", ["b"]))

    [one] = stored(session)["pilots"]
    assert (one["id"], one["unit"], one["who"], one["stop"]) == (
        "own",
        "share",
        "40 guests",
        "Two complain",
    )
    assert (one["after"], one.get("lift")) == ("9 of 40", None)


def test_two_pilots_with_answers_are_not_made_one(session):
    pilots(session, {"idea": "a", "before": "3 of 9"}, {"idea": "b", "after": "5 of 9"})
    before = stored(session)

    assert not session.save("merge", lambda edits: merge(edits, "a", ["b"]))

    assert stored(session) == before
    assert session.error.startswith(
        "More than one pilot of these ideas has answers (“One line a clean” and “One line per clean”)"
    )
    assert "clear its answers in the part Pilot, or keep the ideas apart" in session.error


def test_a_refused_merger_changes_nothing_and_says_why(session):
    before = stored(session)

    assert not session.save("merge", lambda edits: merge(edits, "b", ["c"]))

    assert stored(session) == before
    assert session.error.startswith(
        "“Ring back” needs “One line per clean”: made one, it would need itself."
    )


def test_an_idea_that_is_gone_is_not_merged(session):
    assert not session.save("merge", lambda edits: merge(edits, "a", ["gone"]))

    assert "not there any more" in session.error


def test_what_was_kept_apart_is_known_and_goes_when_the_two_are_merged_after_all(session):
    session.save("keep both", lambda edits: keep_apart(edits, ["a", "b"], "Ann"))
    session.save("again", lambda edits: keep_apart(edits, ["b", "a"], "Ann"))

    marks = stored(session)["marks"]
    assert len(marks) == len(PACK["marks"]) + 1
    assert apart([], marks) == {frozenset("ab"), frozenset("bc")}

    session.save("merge", lambda edits: merge(edits, "b", ["a"]))
    assert apart([], stored(session)["marks"]) == {frozenset("bc")}


def test_two_marks_that_come_to_say_the_same_are_one(session):
    session.save("keep", lambda edits: keep_apart(edits, ["c", "a"], "Ann"))

    session.save("merge", lambda edits: merge(edits, "a", ["b"]))

    assert [m["reason"] for m in stored(session)["marks"] if m["row"] == "c"] == ["kept beside a"]


def test_only_ideas_hold_several_ideas_in_a_cell():
    # What points to an idea is found by its whole cell; a table with several would need more.
    many = [
        (table, column)
        for table, model in TABLES.items()
        for column, refers in references(model).items()
        if refers.table == "ideas" and refers.many
    ]

    assert many == [("ideas", "needs"), ("ideas", "excludes")]
