"""A learner plays through the practice client: every check turns from not yet to done."""

import datetime as dt
import re
import shutil

import pytest

import touchkit as tk
from touchkit.model import TABLES, Client, to_frame
from touchkit.pack import Pack, half_done, read_pack
from touchkit.starter import make_practice
from touchkit.steps.checks import CHECKS, Case
from touchkit.steps.learner import EXAMPLE, SHIPPED, LearnerState
from touchkit.steps.lessons import HINTS, lessons
from touchkit.steps.session import Session
from touchkit.steps.worked import worked

TASKS = [(lesson, task) for lesson in lessons().values() for task in lesson.tasks]
NAMED = [f"{lesson.number}-{task.id}" for lesson, task in TASKS]


@pytest.fixture(scope="module")
def lavender(repository):
    return read_pack(repository / "workshop_data" / EXAMPLE)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Where practice clients are kept, by how far they are, once they were made: each test has a copy."""
    return tmp_path_factory.mktemp("made")


@pytest.fixture
def practise(root, made):
    def copied(until):
        kept = made / str(until)
        if not kept.exists():
            shutil.copytree(make_practice("practice", like=EXAMPLE, until=until).path, kept)
        shutil.copytree(kept, root / "practice", dirs_exist_ok=True)
        return Session("practice")

    return copied


@pytest.fixture
def root(repository, tmp_path, monkeypatch):
    """A workshop folder with the worked example's own files."""
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.setenv("TOUCHKIT_WHO", "Robin")
    (tmp_path / EXAMPLE).symlink_to(
        repository / "workshop_data" / EXAMPLE, target_is_directory=True
    )
    return tmp_path


def case(client=None, **rows):
    tables = {name: to_frame(model, rows.get(name, [])) for name, model in TABLES.items()}
    return Case(client=Client(title="Bakery", **(client or {})), tables=tables)


# the lessons as they are written


def test_each_step_has_two_to_four_tasks_each_with_three_hints_and_an_answer():
    assert [lesson.number for lesson in lessons().values()] == [1, 2, 3, 4, 5, 6]
    for lesson in lessons().values():
        assert 2 <= len(lesson.tasks) <= 4
    for _, task in TASKS:
        assert len(task.hints) == HINTS
        assert all([task.title, task.do, task.answer, task.shows, *task.hints])
        assert len(set(task.hints)) == HINTS


def test_no_two_tasks_bear_the_same_name_and_every_check_is_used():
    assert len(set(NAMED)) == len(NAMED) > 10
    assert {task.check for _, task in TASKS} == set(CHECKS)


@pytest.mark.parametrize(("lesson", "task"), TASKS, ids=NAMED)
def test_no_task_is_done_on_the_fresh_practice_client(lavender, lesson, task):
    for until in {0, lesson.number - 1}:
        pack = half_done(lavender, until)

        missing = task.missing(Case(client=pack.client, tables=pack.tables))

        assert missing
        assert all(sentence.endswith((".", "?")) for sentence in missing)


@pytest.mark.parametrize(("lesson", "task"), TASKS, ids=NAMED)
def test_the_worked_example_has_done_every_task_and_shows_its_rows(lavender, lesson, task):
    assert task.missing(Case(client=lavender.client, tables=lavender.tables)) == ()

    answer = worked(lavender.client, lavender.tables, task.shows)

    assert len(answer.titles) >= 2
    assert 1 <= len(answer.rows) <= 12
    assert all(any(cells) for cells in answer.rows)
    assert all(len(cells) == len(answer.titles) for cells in answer.rows)


@pytest.mark.parametrize(("lesson", "task"), TASKS, ids=NAMED)
def test_no_task_fails_on_a_client_with_nothing_in_it(lesson, task):
    assert task.missing(case())


def test_the_numbers_quoted_in_the_answers_are_those_of_the_worked_example(lavender):
    said = {task.id: task.answer for _, task in TASKS}
    points, notes = lavender.touchpoints, lavender.tables["notes"]
    live = points[points["status"] != "retired"]
    short = points[points["shortlist"]]
    verdicts = short["verdict"].value_counts()
    expected = notes[(notes["lane"] == "expectation") & notes["touchpoint"].isin(short["id"])]
    gaps = Case(client=lavender.client, tables=lavender.tables).gaps.set_index("touchpoint")
    words = dict(enumerate(["no", "one", "two", "three", "four", "five", "six", "seven"])) | {
        12: "twelve",
        15: "fifteen",
        42: "forty-two",
    }

    def has(task, number, after):
        return re.search(rf"\b{words[number]} {after}", said[task], re.IGNORECASE)

    assert has("list", len(live), "live touchpoints")
    assert (live["department"] == "accounting").sum() == 3
    assert has("everywhere", (live["contact"] == "indirect").sum(), "indirect contacts")
    assert has("everywhere", (live["status"] == "planned").sum(), "planned ones")
    assert has("shortlist", len(short), "?,")
    assert has("shortlist", short["moment_of_truth"].sum(), "of them moments")
    assert has("expected", len(expected), "expectations")
    assert has("expected", (expected["met"] == "no").sum(), "are not met")
    assert has("expected", (expected["met"] == "exceeded").sum(), "are exceeded")
    assert [verdicts[name] for name in ("fix", "delight", "keep", "stop")] == [5, 3, 3, 1]
    assert said["verdicts"].startswith(
        "Five to fix, three to delight, three to keep, and one to stop"
    )
    minimum = gaps.loc[short["id"], "minimum"]
    assert (minimum[short["moment_of_truth"].to_numpy()] == 4).sum() == 5
    assert (minimum["invoice"], minimum["newsletter"]) == (3, 2)
    assert gaps.loc["invoice", "received"] == pytest.approx(2.9, abs=0.05)
    acts, chosen = (
        lavender.tables["acts"],
        lavender.tables["ideas"].query("status == 'chosen'")["id"],
    )
    kept = chosen[chosen.isin(acts["idea"])]
    assert said["kept"].startswith("Of eleven chosen ideas four have become acts")
    assert (len(chosen), len(kept)) == (11, 4)
    shows = next(task.shows for _, task in TASKS if task.id == "kept")
    assert set(shows["where"]["idea"]) == set(kept)
    assert said["theirs"].startswith("Twelve of the 26 acts")
    assert (acts["trigger"].notna().sum(), len(acts), acts["wording"].notna().sum()) == (12, 26, 26)
    assert not acts["wording"].str.contains("valued").any()
    ticks = lavender.tables["ticks"]["done_on"]
    assert said["ticked"].startswith("Of 49 lines 27 are done")
    assert (len(ticks), ticks.notna().sum()) == (49, 27)
    beyond = lavender.tables["ideas"]["kind"].isin(["surprise", "delight"]).sum()
    assert (beyond, len(lavender.tables["ideas"])) == (8, 26)


# a learner plays


def done(session, step):
    return {task.id: task.done for task in LearnerState(session, step).tasks()}


def play(session, step, moves):
    """Do one task after the other; each is not yet done before its move, and done after it."""
    assert list(moves) == [task.id for task in lessons()[step].tasks]
    assert not any(done(session, step).values())
    for task, move in moves.items():
        assert not done(session, step)[task], f"{task} was done before it was tried"
        assert session.save(task, move), session.error
        assert done(session, step)[task], [
            t for t in LearnerState(session, step).tasks() if t.id == task
        ]
    assert all(done(session, step).values())


def test_a_learner_does_step_1(root, practise):
    session = practise(until=0)

    def alive(edits):
        edits.add("personas", name="Bo", goal="A free Saturday", worries="A stranger alone in the house",
                  evidence="observed")  # fmt: skip

    def apart(edits):
        edits.change("personas", "bo", segment="families", share=0.6)
        edits.add("personas", name="Kim", segment="landlords", share=0.4, goal="No empty weeks",
                  promised="Ready in two days")  # fmt: skip

    play(session, "point-of-view", {
        "alive": alive,
        "apart": apart,
        "promised": lambda edits: edits.change("personas", "bo", promised="The same cleaner"),
        "eyes": lambda edits: edits.add(
            "decisions", step="point-of-view", text="Two pairs of eyes", owner="Robin"),
    })  # fmt: skip


def test_a_learner_does_step_2(root, practise):
    session = practise(until=1)
    stages = list(session.tables("stages")["id"])

    def listing(edits):
        for number in range(20):
            edits.add(
                "touchpoints", id=f"t{number}", name=f"Contact {number}", stage=stages[number % 6]
            )

    def everywhere(edits):
        edits.add("touchpoints", name="Thanks", stage=stages[6], status="planned")
        for number in range(3):
            edits.change("touchpoints", f"t{number}", contact="indirect")

    def shortlist(edits):
        for number in range(8):
            edits.change("touchpoints", f"t{number}", shortlist=True, votes=2)

    play(session, "touchpoints", {
        "list": listing, "everywhere": everywhere, "shortlist": shortlist,
    })  # fmt: skip


def scores(points, measure, score):
    def move(edits):
        for point in points:
            edits.add("scores", group="team", touchpoint=point, measure=measure, score=score, n=1)

    return move


@pytest.fixture
def shortlist(lavender):
    points = lavender.touchpoints
    return list(points.loc[points["shortlist"], "id"])


def note(edits, point, lane, text, **more):
    edits.add("notes", touchpoint=point, lane=lane, text=text, **more)


def test_a_learner_does_step_3(root, shortlist, practise):
    session = practise(until=2)

    def obstacles(edits):
        note(edits, "on-hold", "obstacle", "Hangs up", severity="loses")
        note(edits, "complaint", "obstacle", "Nobody reads the book", severity="delays")

    play(session, "received", {
        "received": scores(shortlist, "received", 3),
        "obstacles": obstacles,
        "expected": lambda edits: note(edits, "complaint", "expectation", "A free hour", met="no"),
        "know": lambda edits: note(edits, "on-hold", "action", "Rings at lunch", evidence="observed"),
    })  # fmt: skip


def test_a_learner_does_step_4(root, shortlist, practise):
    session = practise(until=3)

    def three(edits):
        for lane in ("think", "feel", "do"):
            note(edits, "on-hold", lane, "They will ring me")

    def matters(edits):
        scores(shortlist[:3], "importance", 4)(edits)
        scores(shortlist[3:], "importance", 0)(edits)

    play(session, "desired", {
        "desired": scores(shortlist, "desired", 4),
        "minimum": scores(shortlist, "minimum", 3),
        "three": three,
        "matters": matters,
    })  # fmt: skip


def test_a_learner_does_step_5(root, shortlist, practise):
    session = practise(until=4)

    def verdicts(edits):
        for point in shortlist:
            edits.change("touchpoints", point, verdict="fix")

    play(session, "enhance", {
        "verdicts": verdicts,
        "widest": lambda edits: edits.add(
            "ideas", touchpoint="complaint;invoice", title="A free hour", owner="Robin",
            due=dt.date(2027, 1, 8)),
        "delight": lambda edits: edits.add(
            "ideas", touchpoint="renewal", title="A year in five lines", kind="delight", lift="M", cost="S"),
        "decide": lambda edits: edits.add(
            "decisions", step="enhance", text="Do it", owner="Robin", due=dt.date(2027, 1, 8)),
    })  # fmt: skip


def test_a_learner_keeps_it_up_every_time(root, practise):
    session = practise(until=5)
    day = dt.date(2026, 9, 4)

    play(session, "calendar", {
        "kept": lambda edits: edits.add(
            "acts", id="call", title="A call", idea="call-the-next-day", owner="Robin", starts=day),
        "theirs": lambda edits: edits.add(
            "acts", id="card", title="A card", trigger="first_clean_on", offset_days=5,
            touchpoint="welcome-folder"),
        "worded": lambda edits: edits.change(
            "acts", "card", audience="best-customers", wording="Thank you for letting me in."),
        "ticked": lambda edits: edits.add(
            "ticks", act="card", customer="k001", due=day, done_on=day),
    })  # fmt: skip


# what is missing has a name


def test_a_persona_is_told_what_it_still_lacks():
    found = case(personas=[{"id": "bo", "name": "Bo", "goal": "Rest", "evidence": "assumed"}])

    assert CHECKS["persona_alive"](found) == [
        "Bo still lacks a worry and evidence other than assumed."
    ]


def test_one_whole_persona_is_enough_and_a_persona_without_a_goal_is_not_whole():
    kim = {"id": "kim", "name": "Kim", "worries": "Noise", "evidence": "observed"}
    bo = kim | {"id": "bo", "name": "Bo", "goal": "Rest"}

    assert CHECKS["persona_alive"](case(personas=[kim])) == ["Kim still lacks a goal."]
    assert CHECKS["persona_alive"](case(personas=[kim, bo])) == []


def test_a_persona_without_group_share_or_promise_is_named():
    bo = {
        "id": "bo",
        "name": "Bo",
        "goal": "Rest",
        "segment": "Families",
        "share": 0.5,
        "promised": "Calm",
    }
    kim = {"id": "kim", "name": "Kim", "goal": "Rest"}
    found = case(personas=[bo, kim])

    assert CHECKS["personas_differ"](found) == [
        "The customer group is missing for: Kim.",
        "The share of all customers is missing for: Kim.",
    ]
    assert CHECKS["promises_kept_in_mind"](found) == ["What was promised is missing for: Kim."]


def test_a_decision_of_another_step_does_not_count():
    rows = [{"id": "d", "step": "received", "text": "Do it", "owner": "Bo"}]

    assert CHECKS["decided"](case(decisions=rows), step="enhance") == [
        "No decision of this step is written down yet."
    ]


def test_a_retired_touchpoint_is_not_listed_and_a_long_shortlist_is_too_long():
    points = [
        {"id": f"p{n}", "name": f"Point {n}", "stage": "buy", "shortlist": True, "votes": 1}
        for n in range(13)
    ]
    retired = [*points[:12], points[12] | {"status": "retired"}]

    assert CHECKS["shortlisted"](case(touchpoints=points)) == [
        "13 on the shortlist; 8 to 12 are wanted."
    ]
    assert CHECKS["shortlisted"](case(touchpoints=retired)) == []
    assert CHECKS["enough_listed"](case(touchpoints=retired), least=13) == [
        "12 of 13 touchpoints so far."
    ]


def test_a_score_of_another_measure_is_no_score_of_this_one():
    found = case(
        touchpoints=[{"id": "shop", "name": "Shop"}],
        scores=[
            {"id": "s", "group": "team", "touchpoint": "shop", "measure": "desired", "score": 4}
        ],
    )

    assert CHECKS["scored_by_team"](found, measure="desired") == []
    assert CHECKS["scored_by_team"](found, measure="received") == [
        "The team's received score is missing for: Shop."
    ]


def test_two_personas_of_one_group_are_one():
    bo, kim = (
        {"id": n, "name": n.title(), "goal": "Rest", "segment": "Families", "share": 0.7}
        for n in ("bo", "kim")
    )

    assert CHECKS["personas_differ"](case(personas=[bo, kim])) == [
        "More than one persona stands for the same group: families.",
        "The shares add up to 140 %; there are only 100 %.",
    ]


def test_a_decision_that_nobody_owns_is_named():
    rows = [{"id": "d", "step": "enhance", "text": "Do it", "owner": "Bo"}]

    assert CHECKS["decided"](case(decisions=rows), step="enhance") == []
    assert CHECKS["decided"](case(decisions=rows), step="enhance", due=True) == [
        "Still without an owner and a date: Do it."
    ]


POINTS = [
    {"id": "till", "name": "The till", "shortlist": True, "status": "exists", "contact": "direct"},
    {"id": "bag", "name": "The bag", "shortlist": True, "status": "exists", "contact": "direct"},
    {"id": "fax", "name": "The fax", "shortlist": False, "status": "exists", "contact": "direct"},
]  # fmt: skip


def answers(*rows):
    keys = ("group", "touchpoint", "measure", "score")
    return [
        {"id": f"s{n}", "n": 1, "wave": 1, "round": 1, **dict(zip(keys, row, strict=True))}
        for n, row in enumerate(rows)
    ]


def test_a_customers_score_is_not_the_teams():
    found = case(
        touchpoints=POINTS,
        scores=answers(("customer", "till", "received", 2.0), ("team", "bag", "received", 3.0)),
    )

    assert CHECKS["scored_by_team"](found, measure="received") == [
        "The team's received score is missing for: The till."
    ]


def test_a_minimum_no_lower_than_desired_is_named():
    found = case(
        {"smallest_group_team": 1},
        touchpoints=POINTS,
        scores=answers(
            ("team", "till", "desired", 4.0), ("team", "till", "minimum", 4.0),
            ("team", "bag", "desired", 4.0),
        ),
    )  # fmt: skip

    assert CHECKS["minimum_below_desired"](found) == [
        "The minimum is missing for: The bag.",
        "The minimum is no lower than desired for: The till.",
    ]


def test_importance_is_wanted_for_every_touchpoint_and_told_apart():
    def said(*dots):
        rows = [("team", name, "importance", float(many)) for name, many in dots]
        return CHECKS["importance_told_apart"](case(touchpoints=POINTS, scores=answers(*rows)))

    assert said(("till", 2)) == ["2 dots so far, none (not even 0) for: The bag."]
    assert said(("till", 2), ("bag", 2)) == ["All touchpoints are equally important so far."]
    assert said(("till", 2), ("bag", 0)) == []


def test_importance_on_a_scale_is_wanted_for_every_touchpoint_too():
    scale = {"importance": {"kind": "scale", "low": 1, "high": 5}}
    rows = answers(("team", "till", "importance", 5.0))

    found = CHECKS["importance_told_apart"](case(scale, touchpoints=POINTS, scores=rows))

    assert "Importance is missing for: The bag." in found


def test_a_second_persona_wants_a_goal_as_well():
    bo = {"id": "bo", "name": "Bo", "goal": "Rest", "segment": "families", "share": 0.6}
    kim = {"id": "kim", "name": "Kim", "segment": "landlords", "share": 0.4}

    found = CHECKS["personas_differ"](case(personas=[bo, kim]))

    assert found == ["What they want is missing for: Kim."]


def test_at_most_a_third_may_be_desired_at_the_top():
    points = [{**POINTS[0], "id": f"p{n}", "name": f"P{n}"} for n in range(6)]

    def said(high):
        rows = answers(*(("team", f"p{n}", "desired", 5.0 if n < high else 4.0) for n in range(6)))
        client = {"smallest_group_team": 1}
        return CHECKS["desired_by_team"](case(client, touchpoints=points, scores=rows))

    assert said(high=2) == []
    assert said(high=3) == ["3 of 6 touchpoints stand at the top, at most 2 may: P0, P1, P2."]


def test_what_is_on_the_shortlist_must_have_got_dots():
    points = [{**POINTS[0], "id": f"p{n}", "name": f"P{n}", "votes": 1} for n in range(8)]
    without = [{**points[0], "votes": 0}, {**points[1], "votes": None}, *points[2:]]

    assert CHECKS["shortlisted"](case(touchpoints=points)) == []
    assert CHECKS["shortlisted"](case(touchpoints=without)) == [
        "On the shortlist without a dot: P0, P1."
    ]


def test_a_sentence_somebody_ended_gets_no_second_full_stop():
    rows = [{"id": "d", "step": "enhance", "text": "We do it."}]

    assert CHECKS["decided"](case(decisions=rows), step="enhance") == [
        "Still without an owner: We do it."
    ]


def test_a_guess_in_numbers_is_shown_with_its_unit():
    rows = [{"id": "i", "touchpoint": "till", "title": "Paper", "lift": "0.5", "cost": "150"}]
    shows = {"table": "ideas", "columns": {"Idea": "title", "Lift": "lift", "Cost": "cost"}}
    found = case(touchpoints=POINTS, ideas=rows)

    answer = worked(found.client, found.tables, shows)

    assert answer.rows == (("Paper", "0.5 points", "150 EUR"),)


def test_an_idea_for_another_touchpoint_does_not_answer_the_widest_gap():
    numbers = answers(
        ("team", "till", "received", 1.0), ("team", "till", "desired", 5.0),
        ("team", "bag", "received", 3.0), ("team", "bag", "desired", 4.0),
    )  # fmt: skip
    idea = {
        "id": "i",
        "touchpoint": "bag",
        "title": "Paper",
        "owner": "Bo",
        "due": dt.date(2027, 1, 8),
    }

    client = {"smallest_group_team": 1}
    other = case(client, touchpoints=POINTS, scores=numbers, ideas=[idea])
    there = case(
        client, touchpoints=POINTS, scores=numbers, ideas=[idea | {"touchpoint": "bag;till"}]
    )

    assert CHECKS["widest_gap_answered"](other) == [
        "An idea for The till: the gap there is the widest (−4.0)."
    ]
    assert CHECKS["widest_gap_answered"](there) == []


# the learner's State


def test_hints_come_one_by_one_and_then_the_worked_answer(root, practise):
    state = LearnerState(practise(until=2), "received")
    seen = []
    for _ in range(5):
        task = state.tasks()[0]
        seen.append((len(task.hints), bool(task.answer), task.more))
        state.more_help(task.id)

    assert seen == [
        (0, False, "Hint 1 of 3"),
        (1, False, "Hint 2 of 3"),
        (2, False, "Hint 3 of 3"),
        (3, False, "Show the worked answer"),
        (3, True, ""),
    ]
    assert ("Monthly invoice", "4.2") in state.tasks()[0].worked.rows
    assert state.tasks()[1].hints == ()

    state.less_help("received")
    assert state.tasks()[0].hints == ()


def test_comparing_unrolls_no_hint_that_nobody_asked_for(root, practise):
    session = practise(until=2)
    state = LearnerState(session, "received")
    state.more_help("expected")
    session.save("add", lambda e: note(e, "complaint", "expectation", "A free hour", met="no"))

    state.more_help("expected")

    task = next(one for one in state.tasks() if one.id == "expected")
    assert (len(task.hints), bool(task.answer), task.more) == (1, True, "")


def test_a_hint_names_the_client_that_is_open(root, practise):
    state = LearnerState(practise(until=2), "received")
    for _ in range(3):
        state.more_help("know")

    hints = next(one for one in state.tasks() if one.id == "know").hints

    assert "`touchkit form practice --ask`" in hints[-1]


def test_a_task_that_is_done_goes_straight_to_the_worked_answer(root, practise):
    state = LearnerState(practise(until=3), "received")
    assert state.tasks()[0].more == "Compare with the worked answer"

    state.more_help("received")

    assert state.tasks()[0].answer
    assert state.tasks()[0].hints == ()
    assert state.given
    assert state.progress(state.tasks()) == "4 of 4 done"


def test_without_the_worked_examples_files_its_answer_is_told_in_words(root, practise):
    state = LearnerState(practise(until=2), "received")
    (root / EXAMPLE).unlink()

    for _ in range(4):
        state.more_help("received")

    assert state.tasks()[0].answer
    assert state.tasks()[0].worked is None


def test_starting_over_takes_two_presses_and_can_be_undone(root, practise):
    session = practise(until=2)
    state = LearnerState(session, "received")
    session.save(
        "add", lambda edits: note(edits, "on-hold", "obstacle", "Hangs up", severity="loses")
    )
    session.change("client", "client", title="My practice")
    made = session.workshop.pack()
    state.more_help("received")

    for _ in range(3):
        state.start_over()  # a double click asks, and nothing else
    assert state.sure
    assert len(session.tables("notes")) == 1
    state.yes_start_over()

    fresh = read_pack(root / "practice")
    now = session.workshop.pack()
    assert all(now.tables[name].equals(fresh.tables[name]) for name in TABLES)
    assert (now.client.title, now.client.like, now.client.until) == ("My practice", EXAMPLE, 2)
    assert (state.sure, state.help) == (False, {})
    assert session.undoable == "start the practice over"
    assert session.snapshots()[0][0].startswith("before: start the practice over")
    assert state.started_over == "Started over. Undo brings your work back."

    session.undo()
    assert session.workshop.pack() == made
    assert state.started_over == ""


def test_a_yes_to_what_was_not_asked_changes_nothing(root, practise):
    session = practise(until=2)
    session.save("add", lambda edits: note(edits, "on-hold", "obstacle", "Hangs up"))

    LearnerState(session, "received").yes_start_over()

    assert len(session.tables("notes")) == 1


def test_one_may_think_better_of_starting_over(root, practise):
    session = practise(until=2)
    state = LearnerState(session, "received")

    state.start_over()
    state.keep_going()

    assert (state.start_over_label, state.sure) == ("Start over …", False)


def test_starting_over_without_the_worked_example_says_so_and_changes_nothing(root, practise):
    session = practise(until=2)
    state = LearnerState(session, "received")
    session.save("add", lambda edits: note(edits, "on-hold", "obstacle", "Hangs up"))
    (root / EXAMPLE).unlink()
    state.start_over()

    with pytest.raises(tk.errors.InputError, match="There is no client 'lavender'"):
        state.yes_start_over()

    assert len(session.tables("notes")) == 1
    assert state.started_over == ""


def test_a_shipped_example_goes_back_to_its_files(root, lavender, tmp_path):
    (root / EXAMPLE).unlink()
    small = Pack.from_rows(Client(title="Lavender"), {"personas": [{"id": "bo", "name": "Bo"}]})
    tk.write_pack(small, root / EXAMPLE)
    session = Session(EXAMPLE)
    session.save("add", lambda edits: edits.add("personas", name="Kim"))
    state = LearnerState(session, "point-of-view")
    assert EXAMPLE in SHIPPED
    assert state.start_over_label == "Back to the shipped example …"

    state.start_over()
    state.yes_start_over()

    assert list(session.tables("personas")["name"]) == ["Bo"]
    assert state.started_over
    session.undo()
    assert list(session.tables("personas")["name"]) == ["Bo", "Kim"]


def test_a_real_client_has_a_way_to_practise_and_none_to_start_over(root):
    tk.write_pack(Pack.from_rows(Client(title="Rose Bakery"), {}), root / "bakery")
    state = LearnerState(Session("bakery"), "received")

    assert (state.kind, state.shows_tasks, state.start_over_label) == ("real", False, "")
    assert state.command == "touchkit new practice --like lavender --until 2"
    state.start_over()
    state.yes_start_over()
    assert not state.session.undoable

    state.opened = True
    assert state.shows_tasks


def test_another_client_begins_without_hints(root, practise):
    session = practise(until=2)
    state = LearnerState(session, "received")
    state.more_help("received")
    state.start_over()

    session.open(EXAMPLE)
    state.tasks()

    assert (state.help, state.sure) == ({}, False)
