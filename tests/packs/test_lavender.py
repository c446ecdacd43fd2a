"""The Lavender pack as facts: what is in it, what is planted in it, and that its draws can be repeated."""

from __future__ import annotations

import csv
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from statistics import mean
from typing import TYPE_CHECKING

import pytest

import touchkit as tk
from touchkit import journey
from touchkit.pack import read_pack
from touchkit.steps.assumptions import case_of, costs_of, lines_of
from touchkit.steps.pilots import pilot_of, result_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from touchkit.pack import Pack

Row = dict[str, str]
DEPARTMENTS = {
    *("marketing", "sales", "operations", "customer-service", "accounting", "management"),
}


@pytest.fixture(scope="module")
def folder(repository: Path) -> Path:
    return repository / "workshop_data" / "lavender"


@pytest.fixture(scope="module")
def rows(folder: Path) -> Callable[[str], list[Row]]:
    tables: dict[str, list[Row]] = {}

    def read(table: str) -> list[Row]:
        if table not in tables:
            with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
                tables[table] = list(csv.DictReader(file))
        return tables[table]

    return read


@pytest.fixture(scope="module")
def settings(folder: Path) -> dict[str, list[Row]]:
    return tomllib.loads((folder / "client.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scores(rows: Callable[[str], list[Row]]) -> Callable[..., list[int]]:
    """Return the marks of all rows in which the named columns hold the given words."""

    def chosen(**words: str) -> list[int]:
        found = [
            int(row["score"])
            for row in rows("scores")
            if all(row[column] == word for column, word in words.items())
        ]
        assert found
        return found

    return chosen


@pytest.fixture(scope="module")
def pack(folder: Path) -> Pack:
    return read_pack(folder)


# What is in it


def test_three_personas_stand_for_all_customers(rows):
    personas = rows("personas")

    assert len(personas) == 3
    assert sum(float(row["share"]) for row in personas) == pytest.approx(1)
    assert all(
        row[column] for row in personas for column in ("goal", "worries", "promised", "quote")
    )


def test_seven_stages_and_six_departments_all_have_touchpoints(rows, settings):
    touchpoints = rows("touchpoints")

    stages = [stage["id"] for stage in settings["stages"]]
    assert stages == ["know", "like", "trust", "try", "buy", "repeat", "refer"]
    assert {department["id"] for department in settings["departments"]} == DEPARTMENTS
    assert {row["stage"] for row in touchpoints} == set(stages)
    assert {row["department"] for row in touchpoints} >= DEPARTMENTS


def test_at_least_35_touchpoints_direct_indirect_and_planned(rows):
    touchpoints = rows("touchpoints")

    assert len(touchpoints) == 43
    assert Counter(row["status"] for row in touchpoints) == {
        "exists": 36,
        "planned": 6,
        "retired": 1,
    }
    assert {row["contact"] for row in touchpoints} == {"direct", "indirect"}
    assert all(row["description"] and row["channel"] for row in touchpoints)


def test_the_shortlist_holds_twelve_existing_touchpoints_each_with_a_verdict(rows):
    shortlist = [row for row in rows("touchpoints") if row["shortlist"] == "yes"]

    assert len(shortlist) == 12
    assert {row["status"] for row in shortlist} == {"exists"}
    assert all(row["verdict"] for row in shortlist)


def test_the_shortlist_is_what_got_most_of_three_dots_a_head(rows):
    votes = {row["id"]: int(row["votes"] or 0) for row in rows("touchpoints")}
    shortlist = {row["id"] for row in rows("touchpoints") if row["shortlist"] == "yes"}

    assert sum(votes.values()) == 3 * len(rows("participants"))
    assert min(votes[one] for one in shortlist) == 3
    assert max(dots for one, dots in votes.items() if one not in shortlist) == 2


def test_notes_fill_all_thirteen_lanes_and_say_where_they_come_from(rows, settings):
    notes = rows("notes")

    assert len(notes) == 186
    assert len({row["text"] for row in notes}) == len(notes)
    assert {row["lane"] for row in notes} == {lane["id"] for lane in settings["lanes"]}
    assert len(settings["lanes"]) == 13
    assert {row["evidence"] for row in notes} == {"assumed", "observed", "measured"}
    assert all((row["evidence"] == "assumed") == (row["source"] == "") for row in notes)


def test_think_feel_and_do_are_filled_for_every_shortlisted_touchpoint(rows):
    shortlist = {row["id"] for row in rows("touchpoints") if row["shortlist"] == "yes"}

    filled = {(row["touchpoint"], row["lane"]) for row in rows("notes")}

    assert {(one, lane) for one in shortlist for lane in ("think", "feel", "do")} <= filled


def test_twenty_four_colleagues_three_or_more_in_each_department_but_management(rows):
    people = rows("participants")

    sizes = Counter(row["department"] for row in people)
    assert sum(sizes.values()) == 24
    assert {department for department, size in sizes.items() if size < 3} == {"management"}
    roles = Counter(row["role"] for row in people)
    assert roles == {"facilitator": 1, "scribe": 1, "decider": 1, "participant": 21}


def test_120_customers_answered_in_two_waves_and_none_is_on_the_roster(rows):
    answers = [row for row in rows("scores") if row["group"] == "customer"]

    respondents = {row["respondent"] for row in answers}
    assert len(respondents) == 120
    assert {row["wave"] for row in answers} == {"1", "2"}
    assert not respondents & {row["id"] for row in rows("customers")}
    assert {row["evidence"] for row in answers} == {"measured"}


def test_nobody_answers_twice(rows):
    keys = ("respondent", "group", "touchpoint", "persona", "measure", "wave", "round")

    answers = Counter(tuple(row[key] for key in keys) for row in rows("scores"))

    assert max(answers.values()) == 1


def test_every_colleague_hands_out_twelve_dots_four_at_most_on_one_touchpoint(rows, settings):
    dots = defaultdict(list)
    for row in rows("scores"):
        if row["measure"] == "importance":
            dots[row["respondent"]].append(int(row["score"]))

    assert len(dots) == 24
    assert {sum(given) for given in dots.values()} == {12}
    assert max(max(given) for given in dots.values()) == settings["importance"]["high"] == 4


def test_ideas_acts_customers_ticks_and_decisions_are_many_enough_to_learn_from(rows):
    assert len(rows("ideas")) == 26
    assert len(rows("acts")) == 26
    assert len(rows("customers")) == 60
    assert len(rows("ticks")) == 49
    assert {row["step"] for row in rows("decisions")} == {
        *("point-of-view", "touchpoints", "received", "desired", "enhance", "calendar"),
    }
    assert {row["kind"] for row in rows("marks")} == {"parked", "disputed", "accepted"}
    assert {row["kind"] for row in rows("ideas")} == {"fix", "surprise", "delight"}
    assert [row["id"] for row in rows("ideas") if row["must"] == "yes"] == [
        "invoice-that-reads-aloud"
    ]


def test_owners_and_authors_are_people_in_the_room(rows):
    aliases = {row["alias"] for row in rows("participants")}

    named = [row["owner"] for table in ("ideas", "acts", "decisions") for row in rows(table)]
    named += [row["author"] for row in rows("notes")] + [row["who"] for row in rows("marks")]

    assert set(named) <= aliases


def test_events_are_those_of_hundreds_of_customers_none_of_them_on_the_roster(rows):
    events = rows("events")

    assert len(events) == 6941
    assert len({row["customer"] for row in events}) == 632
    assert not {row["customer"] for row in events} & {row["id"] for row in rows("customers")}
    assert {row["touchpoint"] for row in events} <= {row["id"] for row in rows("touchpoints")}
    assert [row["time"] for row in events] == sorted(row["time"] for row in events)


# What is planted


def test_the_map_holds_one_finding_of_each_kind(pack):
    tables = pack.tables

    graph = journey.designed(
        tables["touchpoints"],
        tables["links"],
        stages=tables["stages"],
        departments=tables["departments"],
        personas=tables["personas"],
    )
    findings = journey.check(graph)

    planted = findings[findings["rule"] != "hand-off"]
    assert dict(zip(planted["rule"], planted["touchpoint"].fillna("a persona"), strict=True)) == {
        "no-owner": "online-reviews",
        "unreachable": "gift-voucher",
        "leads-nowhere": "stain-column",
        "missed-stage": "a persona",
        "backwards": "renewal",
        "single-point": "first-clean",
    }
    assert len(planted) == 6
    assert planted.loc[planted["rule"] == "missed-stage", "message"].str.contains("Walter").all()


def test_the_team_thinks_the_invoice_is_fine_and_customers_do_not(scores):
    inside = scores(group="team", touchpoint="invoice", measure="received")
    first = scores(group="customer", touchpoint="invoice", measure="received", wave="1")
    second = scores(group="customer", touchpoint="invoice", measure="received", wave="2")

    assert (len(inside), len(first), len(second)) == (24, 115, 103)
    assert mean(inside) == pytest.approx(4.21, abs=0.005)
    assert mean(first) == pytest.approx(2.90, abs=0.005)
    assert mean(second) == pytest.approx(2.86, abs=0.005)


def test_accounting_marks_its_own_invoice_higher_than_the_others_do(scores):
    asked = {"group": "team", "touchpoint": "invoice", "measure": "received"}
    everybody = scores(**asked)
    own = scores(**asked, department="accounting")

    others = (sum(everybody) - sum(own)) / (len(everybody) - len(own))

    assert mean(own) == pytest.approx(4.67, abs=0.005)
    assert others == pytest.approx(4.14, abs=0.005)


@pytest.mark.parametrize(("vote", "operations", "service"), [("1", 4.43, 1.6), ("2", 3.86, 1.8)])
def test_operations_and_customer_service_disagree_about_changes_of_cleaner(
    scores, vote, operations, service
):
    asked = {"touchpoint": "cleaner-change", "measure": "received", "round": vote, "group": "team"}

    assert mean(scores(**asked, department="operations")) == pytest.approx(operations, abs=0.005)
    assert mean(scores(**asked, department="customer-service")) == pytest.approx(service, abs=0.005)


@pytest.mark.parametrize(("wave", "average", "below"), [("1", 3.60, 0.302), ("2", 3.58, 0.352)])
def test_moving_a_clean_has_a_fine_mean_and_many_below_the_minimum(scores, wave, average, below):
    (minimum,) = scores(group="team", touchpoint="moving-a-clean", measure="minimum")

    marks = scores(group="customer", touchpoint="moving-a-clean", measure="received", wave=wave)

    assert mean(marks) == pytest.approx(average, abs=0.005)
    assert mean(mark < minimum for mark in marks) == pytest.approx(below, abs=0.0005)


def test_the_newsletter_gives_more_than_anybody_hoped_for_at_the_highest_price(rows, scores):
    received = scores(group="customer", touchpoint="newsletter", measure="received", wave="1")
    wish = scores(group="customer", touchpoint="newsletter", measure="desired")
    prices = {row["id"]: float(row["cost_now"] or 0) for row in rows("touchpoints")}

    assert mean(received) == pytest.approx(4.03, abs=0.005)
    assert mean(wish) == pytest.approx(2.68, abs=0.005)
    assert max(prices, key=prices.__getitem__) == "newsletter"


def test_few_customers_have_complained(scores):
    for wave in ("1", "2"):
        answers = scores(group="customer", touchpoint="complaint", measure="received", wave=wave)

        assert 10 <= len(answers) < 15


def test_two_touchpoints_improve_between_the_waves_and_the_others_hardly_move(rows, scores):
    shortlist = [row["id"] for row in rows("touchpoints") if row["shortlist"] == "yes"]
    asked = {"group": "customer", "measure": "received"}

    change = {
        one: mean(scores(**asked, touchpoint=one, wave="2"))
        - mean(scores(**asked, touchpoint=one, wave="1"))
        for one in shortlist
        if one != "complaint"  # eleven answers: anything can happen
    }

    assert {one for one, gain in change.items() if gain > 0.5} == {"on-hold", "key-handover"}
    assert all(
        abs(gain) < 0.15 for one, gain in change.items() if one not in {"on-hold", "key-handover"}
    )


def test_the_best_customers_and_the_families_are_written_to_on_two_days_running(rows):
    acts = {row["id"]: row for row in rows("acts")}

    for first, second in (
        ("best-customers-thanks", "christmas-voucher-mail"),
        ("leaves-spring", "spring-windows"),
    ):
        days = date.fromisoformat(acts[second]["starts"]) - date.fromisoformat(
            acts[first]["starts"]
        )
        assert days.days == 1
        assert acts[first]["audience"] == acts[second]["audience"]


def test_landlords_hear_nothing_from_january_to_june(rows):
    landlords = [row for row in rows("customers") if row["segment"] == "landlords and offices"]
    acts = [row for row in rows("acts") if row["audience"] in {"landlords", ""}]

    touched = {date.fromisoformat(row["starts"]) for row in acts if row["audience"] == "landlords"}
    touched |= {
        date.fromisoformat(customer[act["trigger"]]) + timedelta(days=int(act["offset_days"]))
        for act in acts
        for customer in landlords
        if act["trigger"] and customer[act["trigger"]]
    }

    assert len(landlords) == 12
    assert {row["best"] for row in landlords} == {
        "no"
    }  # so that what the best get never reaches them
    assert date(2027, 1, 11) in touched
    assert date(2027, 6, 14) in touched
    assert not [day for day in touched if date(2027, 1, 11) < day < date(2027, 6, 14)]


def test_what_was_due_hangs_on_a_date_of_the_customer_or_of_the_act(rows):
    acts = {row["id"]: row for row in rows("acts")}
    customers = {row["id"]: row for row in rows("customers")}

    for tick in rows("ticks"):
        act, customer = acts[tick["act"]], customers[tick["customer"]]
        start = customer[act["trigger"]] if act["trigger"] else act["starts"]
        due = date.fromisoformat(start) + timedelta(days=int(act["offset_days"] or 0))
        assert tick["due"] == due.isoformat()
        assert not tick["done_on"] or tick["due"] <= tick["done_on"] <= "2026-11-15"


def test_one_pilot_worked_one_is_half_counted_and_one_just_begun(pack):
    pilots = {
        idea: pilot_of(idea, pack.tables["ideas"], pack.tables["pilots"])
        for idea in pack.tables["pilots"]["idea"]
    }

    read = {idea: result_of(pilot, pack.client) for idea, pilot in pilots.items()}

    assert list(pilots) == [
        *("offer-to-ring-back", "face-and-name-the-evening-before", "one-desk-answers-the-machine"),
    ]
    assert [result is not None for result in read.values()] == [True, False, False]
    assert read["offer-to-ring-back"].verdict == "worked"
    assert [pilot.idea["status"] for pilot in pilots.values()] == ["done", "testing", "testing"]


def test_the_business_case_hangs_on_a_guess_that_decides_between_gain_and_loss(pack):
    lines = {line.id: line for line in lines_of(pack.tables["assumptions"])}

    case = case_of(list(lines.values()), pack.client)

    assert all(line.given and line.source for line in lines.values())
    assert case.hangs_on == "lift"
    assert list(case.tornado["turns"]) == [True, *[False] * 6]
    leavers, lift = lines["leavers"], lines["lift"]
    assert leavers.mid * (1 - lift.high) == pytest.approx(0.20, abs=0.005)
    assert costs_of(pack.tables["ideas"], pack.client)["cost_yearly"].amount == 9980


# How it is made


def test_the_script_draws_the_same_bytes_again(folder: Path, tmp_path: Path):
    subprocess.run([sys.executable, folder / "make_scores.py", tmp_path], check=True)

    for name in ("scores.csv", "events.csv"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_the_pack_stays_small(folder: Path):
    assert (folder / "scores.csv").stat().st_size < 600_000
    assert (folder / "events.csv").stat().st_size < 500_000


def test_the_pack_is_read_without_a_remark(pack):
    assert pack.client.title == "Lavender Home Cleaning"
    assert not pack.aside
    assert not pack.notes


def test_no_text_could_be_taken_for_a_formula(folder: Path):
    files = sorted(folder.glob("*.csv"))

    assert len(files) == 15
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
        assert not [cell for cell in cells if cell.startswith("-") and not cell[1:].isdecimal()]


def test_the_store_gives_the_pack_back_as_it_was(repository, tmp_path):
    there = repository / "workshop_data" / "lavender"
    pack = tk.read_pack(there)

    workshop = tk.open_workshop(str(there), database=f"sqlite:///{tmp_path}/w.sqlite")

    assert workshop.pack() == pack
    assert workshop.customers["best"].sum() == 8


def test_so_it_does_when_every_table_has_a_column_of_the_clients_own(repository, tmp_path):
    pack = tk.read_pack(repository / "workshop_data" / "lavender")
    tables = {name: frame.assign(remark="ours") for name, frame in pack.tables.items()}
    there = tmp_path / "lavender"
    tk.write_pack(replace(pack, tables=tables), there)

    workshop = tk.open_workshop(str(there))

    assert workshop.pack() == tk.read_pack(there)
    assert set(workshop.scores["remark"]) == {"ours"}
