"""The guide's cards and run sheets: their fields, minutes, numbers, and the names of what is on the screen."""

import datetime as dt
import re

import nbformat
import pandas as pd
import pytest

import touchkit as tk
from tests.spoken import in_sources
from touchkit.deliver.funding import planned
from touchkit.plan import kept_counts, roster
from touchkit.steps.accepting import KINDS
from touchkit.steps.agenda import LENGTHS, steps
from touchkit.steps.enhancing import PARTS
from touchkit.steps.everytime import PARTS as EVERY_TIME
from touchkit.steps.everytime import CalendarFacts, facts_between
from touchkit.steps.hands import turnout
from touchkit.steps.progress import progress
from touchkit.steps.scoring import Scoring
from touchkit.steps.session import Session
from touchkit.workshop.numbers import Numbers

FIELDS = [
    "What",
    "Why",
    "Minutes",
    "You need",
    "Say",
    "Do",
    "What you should see with lavender",
    "Goes wrong",
    "Short of time",
    "Privacy and consent",
    "Done when",
]
SHEETS = {
    "run_sheet_90_minutes.md": ("90", 90),
    "run_sheet_half_a_day.md": ("half", 240),
    "run_sheet_full_day.md": ("full", 420),
}
LEADERS = {"facilitator", "participants", "scribe", "decider"}
JUPYTERS_OWN = {"Run", "Run All Cells"}
NO_STEP = {"break", "lunch"}
SCREEN_PAGES = ("run_sheet", "step_", "every_time", "a_bakery", "when_it_goes", "README")
"""Pages on which what stands in italics is a name on the screen, and nothing else."""


@pytest.fixture(scope="module")
def cards(pages) -> dict[str, str]:
    """Each step's card, by the step's name."""
    found = {one.name: pages[one.card] for one in steps().values() if one.name != "picture"}
    assert len(found) == 7
    return found


def sections(card: str) -> dict[str, str]:
    parts = re.split(r"^## (.+)\n", card, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def rows(text: str) -> list[list[str]]:
    """Return the cells of a table's rows, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_step_has_its_card_and_every_card_a_step(pages):
    named = {one.card for one in steps().values()}

    assert named - set(pages) == set()
    assert {name for name in pages if name.startswith("step_")} <= named


def test_every_card_has_the_same_fields_in_the_same_order(cards):
    for step, card in cards.items():
        assert list(sections(card)) == FIELDS, step
        assert all(text.strip() for text in sections(card).values()), step


def test_every_card_bears_the_steps_title(cards):
    for step, card in cards.items():
        heading = card.splitlines()[0]

        number, title = steps()[step].number, steps()[step].title
        assert heading == (f"# {title}" if number in {"", "0"} else f"# Step {number} · {title}")


def test_the_cards_minutes_are_the_agendas(cards):
    for step, card in cards.items():
        ((*minutes,),) = rows(sections(card)["Minutes"])

        assert [int(one) for one in minutes] == list(steps()[step].minutes.values()), step


def calendar_facts(pack) -> CalendarFacts:
    """Return what the calendar shows of the year from November 2026."""
    return facts_between(pack.client, pack.tables, dt.date(2026, 11, 1), dt.date(2027, 11, 30))


def test_every_card_says_how_to_notice_and_how_to_recover(cards):
    for step, card in cards.items():
        text = sections(card)["Goes wrong"]

        assert text.strip().startswith("| what goes wrong | how you notice | how you recover |"), (
            step
        )
        assert len(rows(text)) >= 3, step
        assert all(len(row) == 3 and all(row) for row in rows(text)), step


def test_the_short_path_is_the_one_the_screen_shows(cards, flowing):
    for step in cards:
        told = sections(flowing[steps()[step].card])["Short of time"]

        assert steps()[step].short in told, step


def test_the_guides_overview_has_the_questions_and_minutes_of_the_agenda(pages):
    overview = sections(pages["README.md"])
    about = dict(rows(overview["The five steps"]))
    assert len(about) == 7
    for card, question in about.items():
        (file,) = re.findall(r"\((.+)\)", card)
        (step,) = (one for one in steps().values() if one.card == file)
        assert question == step.question

    told = {title: minutes for title, *minutes in rows(overview["How long"])}

    for one in steps().values():
        assert [int(minute) for minute in told.pop(one.heading)] == list(one.minutes.values())
    assert [int(total) for total in told.pop("in all")] == [total for _, total in SHEETS.values()]
    assert set(told) == {"breaks"}


def test_the_notebooks_minutes_are_those_of_half_a_day(repository):
    books = sorted((repository / "notebooks").glob("*.ipynb"))
    assert len(books) == 8
    said = {}
    for path in books:
        title = nbformat.read(path, as_version=4).cells[0].source
        (minutes,) = re.findall(r"\*\* · (\d+) minutes$", title, flags=re.MULTILINE)
        said[path.stem] = int(minutes)

    of_steps = [one.minutes["half"] for one in steps().values()]
    whole = said.pop("workshop")
    assert list(said.values()) == of_steps[:-1]
    assert whole == sum(of_steps)


# Run sheets


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_run_sheets_times_follow_from_its_minutes(pages, sheet):
    now = 0

    plan = rows(pages[sheet].split("| | minutes |")[0])

    assert len(plan) >= 12
    for start, minutes, step, leader, _, _ in plan:
        assert start == f"{now // 60}:{now % 60:02d}", (sheet, start)
        assert leader in ({""} if step in NO_STEP else LEADERS), (sheet, start)
        now += int(minutes)
    assert now == SHEETS[sheet][1]


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_run_sheet_gives_each_step_the_agendas_minutes(pages, sheet):
    length, total = SHEETS[sheet]
    plan, rest = pages[sheet].split("| | minutes |")
    given: dict[str, int] = {}
    for _, minutes, step, *_ in rows(plan):
        given[step] = given.get(step, 0) + int(minutes)
    breaks = sum(given.pop(name, 0) for name in NO_STEP)

    wanted = {one.heading: one.minutes[length] for one in steps().values() if one.minutes[length]}

    assert given == wanted
    told = dict(re.findall(r"^\| (steps|breaks|in all) \| (\d+) \|$", rest, flags=re.MULTILINE))
    assert {name: int(minutes) for name, minutes in told.items()} == {
        "steps": total - breaks,
        "breaks": breaks,
        "in all": total,
    }


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_run_sheet_says_what_to_cut_and_what_never(pages, sheet):
    cuts = rows(pages[sheet].split("## Late?")[1].split("**Never cut**")[0])

    assert len(cuts) >= 5
    assert all(int(back) > 0 for *_, back in cuts)
    assert LENGTHS[SHEETS[sheet][0]] in pages[sheet].splitlines()[0]


# What is on the screen


@pytest.fixture(scope="module")
def on_the_screen(repository, workshop) -> set[str]:
    """Every text in the sources of the screens, and what the controls of a page really say."""
    said = JUPYTERS_OWN | in_sources(repository)
    said |= {one.heading for one in steps().values()}
    return said | _said_by(tk.screens.workshop(workshop.name))


def _said_by(widget) -> set[str]:
    said = set(getattr(widget, "titles", ()))
    said |= {getattr(widget, "description", "")}
    if isinstance(getattr(widget, "value", None), str):
        said |= set(re.findall(r"<button[^>]*>([^<]+)</button>", widget.value))
    return said.union(*(_said_by(child) for child in getattr(widget, "children", ())))


def test_what_the_guide_calls_by_name_stands_on_the_screen(flowing, on_the_screen):
    named = {}
    for page, text in flowing.items():
        if page.startswith(SCREEN_PAGES):
            prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
            named |= dict.fromkeys(re.findall(r"(?<!\*)\*([^* ][^*\n]*)\*(?!\*)", prose), page)
    assert len(named) > 60

    long = [text for text in on_the_screen if len(text) > 20]
    missing = {
        name: page
        for name, page in named.items()
        if name not in on_the_screen and not (len(name) > 20 and any(name in one for one in long))
    }
    assert missing == {}


def test_the_tabs_of_the_run_sheets_are_the_tabs_of_the_page(pages, workshop):
    tabs = tk.screens.workshop(workshop.name).tabs.titles
    for sheet in SHEETS:
        shown = [row[4] for row in rows(pages[sheet].split("| | minutes |")[0])]

        first = {re.findall(r"\*([^*]+)\*", cell)[0] for cell in shown}

        assert first <= set(tabs), sheet
        assert len(first) >= 6, sheet


def test_words_the_screens_use_are_explained(pages, repository):
    """The field's terms, where a screen says them."""
    terms = [row[0] for row in rows(pages["glossary.md"])]
    assert len(terms) > 50
    assert terms == sorted(terms, key=str.casefold)
    assert all(
        len(row) == 2 and row[1].endswith((".", "?", '"')) for row in rows(pages["glossary.md"])
    )

    explained = " ".join(terms)
    screens = "\n".join(
        path.read_text("utf-8")
        for kind in ("*.py", "board/*.py", "board/*.js")
        for path in (repository / "touchkit" / "screens").glob(kind)
    )
    used = [
        "persona", "touchpoint", "shortlist", "received", "desired", "minimum", "importance", "verdict", "round",
        "disputed", "parked", "evidence", "lane", "decision", "unsorted", "catalogue", "accepted",
        "line of visibility", "service blueprint",
    ]  # fmt: skip
    spoken = [word for word in used if re.search(rf"\b{word}", screens, flags=re.IGNORECASE)]
    assert len(spoken) > 10
    assert [word for word in spoken if word not in explained] == []


@pytest.mark.parametrize(
    "values", ["evidence", "severity", "met", "verdict", "role", "contact", "status"]
)
def test_every_word_a_table_allows_is_in_the_glossary(pages, values):
    from touchkit.model import TABLES
    from touchkit.model.frames import choices

    page = pages["glossary.md"].casefold()
    (allowed,) = {
        choices(model, values)
        for model in TABLES.values()
        if values in model.model_fields and model.__name__ not in {"Idea", "Link", "Decision"}
        and choices(model, values)
    }  # fmt: skip

    assert len(allowed) >= 2
    assert [word for word in allowed if word not in page and word[:-1] not in page] == []


# Numbers of lavender


def test_each_sentence_the_cards_quote_is_said_of_lavender(cards, workshop, lavender, numbers):
    methods = [name for name in vars(Numbers) if not name.startswith("_")]
    said = {one for name in methods for one in getattr(numbers, name)()["sentence"].dropna()}
    said |= set(workshop.findings()["message"])
    said |= {progress(lavender.tables, step).sentence for step in steps()}
    plan = planned(workshop, numbers.gaps()).told
    said |= {plan["sentence"].replace("\u00a0", " ")}
    said |= {f"{one['showed'].split('; so ')[0]}; so it worked." for one in plan["pilots"]}
    said |= set(calendar_facts(lavender).found["proposal"])

    quoted = [one for card in cards.values() for one in re.findall(r"^> (.+)$", card, re.MULTILINE)]

    assert len(quoted) >= 12
    assert [one for one in quoted if one not in said] == []


def test_every_card_quotes_what_the_screen_says_the_step_has(cards, lavender):
    for step, card in cards.items():
        told = sections(card)["What you should see with lavender"]

        assert f"> {progress(lavender.tables, step).sentence}" in told, step


def test_the_people_of_the_start_are_lavenders(flowing, lavender):
    told = flowing["step_0_start.md"]
    people = lavender.tables["participants"]
    lead = {
        role: people.loc[people["role"] == role, "alias"].tolist()
        for role in LEADERS - {"participants"}
    }

    assert "Twenty-four people from six departments" in told
    assert (len(people), people["department"].nunique()) == (24, 6)
    assert "Sage leads, Basil types, Marjoram decides" in told
    assert lead == {"facilitator": ["Sage"], "scribe": ["Basil"], "decider": ["Marjoram"]}
    for number in ("20", "31", "2027"):
        assert number in told
        assert number in lavender.client.goal


def test_the_personas_of_step_1_are_lavenders(flowing, lavender):
    told = rows(sections(flowing["step_1_point_of_view.md"])["What you should see with lavender"])
    personas = lavender.tables["personas"]

    assert [row[0] for row in told] == personas["name"].tolist()
    assert [row[1] for row in told] == [
        f"{share:.0%}".replace("%", " %") for share in personas["share"]
    ]
    walter, ilse = personas.iloc[1], personas.iloc[2]
    assert (walter["skips"], ilse["evidence"]) == ("know;like", "assumed")
    outside = lavender.scores[lavender.scores["group"] == "outsider"]
    assert "Two mystery shoppers gave 8 scores" in flowing["step_1_point_of_view.md"]
    assert (outside["respondent"].nunique(), len(outside)) == (2, 8)


def test_the_counts_of_step_2_are_lavenders(flowing, lavender, workshop):
    told, points = flowing["step_2_touchpoints.md"], lavender.touchpoints
    (there, ought) = re.findall(
        r"Forty-two that count: (\d+) there are, (\d+) there should be", told
    )[0]

    status = points["status"].value_counts()

    assert (int(there), int(ought)) == (status["exists"], status["planned"])
    assert (status["exists"] + status["planned"], status["retired"]) == (42, 1)
    assert "Four places need mending" in told.replace("\n", " ")
    assert (workshop.findings()["severity"] == "mend").sum() == 4
    assert (
        "three dots each. Whatever got three or more is on the shortlist; nothing else got more than two"
        in told
    )
    votes = points["votes"].fillna(0)
    assert votes.sum() == 3 * 24
    assert votes[points["shortlist"]].min() == 3
    assert votes[~points["shortlist"]].max() == 2


def test_the_marks_of_step_3_are_lavenders(flowing, lavender):
    told, scores = flowing["step_3_received.md"], lavender.scores
    received = scores[(scores["measure"] == "received") & (scores["touchpoint"] == "invoice")]
    team = received[received["group"] == "team"]["score"]
    latest = received[(received["group"] == "customer") & (received["wave"] == 2)]

    (low, high, asked, mean) = re.findall(
        r"gave the invoice between (\d) and (\d)\. Customers, (\d+) of them, gave (\d\.\d)", told
    )[0]

    assert (float(low), float(high)) == (team.min(), team.max())
    assert (int(asked), mean) == (len(latest), f"{latest['score'].mean():.1f}")
    rounds = scores[
        (scores["touchpoint"] == "cleaner-change")
        & (scores["group"] == "team")
        & (scores["measure"] == "received")
    ]
    means = [f"{one:.1f}" for one in rounds.groupby("round")["score"].mean()]
    assert f"before the talk {means[0]}, after it {means[1]}" in told
    marks = lavender.tables["marks"]
    assert "disputed" in set(marks.loc[marks["row"] == "cleaner-change", "kind"])


def test_the_turnout_of_step_3_is_lavenders(flowing, workshop):
    scoring = Scoring(Session(workshop.name))
    scoring.focus.go("invoice")

    assert (
        turnout(scoring.vote().total, len(scoring.people())).removesuffix(".")
        in flowing["step_3_received.md"]
    )


def test_the_minima_of_step_4_are_lavenders(flowing, lavender):
    told, scores = flowing["step_4_desired.md"], lavender.scores
    found = re.findall(
        r"Its minimum is 4 for (\d) of them, 3 for (\d), and 2 for the newsletter", told
    )[0]
    minima = scores[scores["measure"] == "minimum"]

    counted = minima["score"].value_counts()

    assert tuple(map(int, found)) == (counted[4], counted[3])
    assert set(minima.loc[minima["score"] == 2, "touchpoint"]) == {"newsletter"}
    dots = scores[scores["measure"] == "importance"]
    (each, most) = re.findall(r"had (\d+) dots, at most (\d) on one touchpoint", told)[0]
    assert set(dots.groupby("respondent")["score"].sum()) == {int(each)}
    assert dots["score"].max() == int(most)
    texts = set(lavender.tables["notes"]["text"])
    assert "Four Thursdays, twelve hours, that is what I had" in texts
    assert "Four Thursdays, twelve hours, that is what I had" in told
    assert "at most four of the twelve" in " ".join(lavender.tables["decisions"]["text"]).casefold()


def test_the_gaps_of_step_5_are_lavenders(flowing, lavender, numbers):
    told = flowing["step_5_enhance.md"]
    names = dict(zip(lavender.touchpoints["id"], lavender.touchpoints["name"], strict=True))
    worst = numbers.gaps().sort_values("gap").head(3)

    quoted = rows(sections(told)["What you should see with lavender"])

    assert quoted == [
        [names[row.touchpoint], f"{row.received:.1f}", f"{row.desired:.1f}", f"{row.gap:+.1f}".replace("-", "−"),
         f"{row.below:.0%}".replace("%", " %")]
        for row in worst.itertuples()
    ]  # fmt: skip


def test_the_parts_of_step_5_stand_in_its_card_with_minutes_that_add_up(cards):
    told = rows(sections(cards["enhance"])["What"])

    assert [row[0] for row in told] == [f"*{part}*" for part in PARTS.values()]
    minutes = [[int(one.replace("–", "0")) for one in row[2:]] for row in told]
    assert [sum(column) for column in zip(*minutes, strict=True)] == list(
        steps()["enhance"].minutes.values()
    )


def test_the_plan_of_step_5_is_lavenders(flowing, workshop, numbers):
    told, plan = flowing["step_5_enhance.md"], planned(workshop, numbers.gaps())
    groups = {group["name"]: group["rows"] for group in plan.told["groups"]}
    counted = {name: len(rows) for name, rows in groups.items()}

    assert (
        "14 ideas are funded already, the plan adds 6, one is out and one cannot be ranked" in told
    )
    assert counted == {"funded": 14, "fresh": 6, "out": 1, "unranked": 1}
    assert "share a home" in groups["fresh"][0]["title"]
    assert groups["fresh"][0]["title"] in groups["out"][0]["why"]
    assert "letting agents" in groups["unranked"][0]["title"]
    assert plan.case is not None
    ends = plan.case.range.set_index("line").loc["net"]
    assert [f"{abs(round(ends[end])):,}" for end in ("low", "high")] == ["8,841", "24,088"]
    assert "from a loss of EUR 8,841 to EUR 24,088 left in the first year" in told
    assert (plan.case.hangs_on, workshop.client.budget) == ("lift", 20000)
    assert [bool(one["showed"]) for one in plan.told["pilots"]] == [True, False, False]


def test_the_parts_of_every_time_have_minutes_that_add_up(cards):
    told = rows(sections(cards["calendar"])["What"])

    assert [row[0] for row in told] == [f"*{part}*" for part in EVERY_TIME.values()]
    minutes = [[int(one.replace("–", "0")) for one in row[2:]] for row in told]
    assert [sum(column) for column in zip(*minutes, strict=True)] == list(
        steps()["calendar"].minutes.values()
    )


def test_the_calendar_of_every_time_is_lavenders(flowing, lavender):
    told, acts = flowing["every_time.md"], lavender.tables["acts"]
    found = calendar_facts(lavender).found
    kinds = found["kind"].value_counts().to_dict()

    assert "Twenty-six acts, seven of them marketing's. Twelve hang on a date" in told
    marketing = (acts["calendar"] == "marketing").sum()
    assert (len(acts), marketing, acts["trigger"].notna().sum()) == (26, 7, 12)
    assert "17 things to look at: 14 times not yet an act" in told
    assert "for seven promises and seven chosen ideas; twice too close; one silence" in told
    assert (len(found), kinds) == (17, {"no_act": 14, "collision": 2, "drought": 1})
    assert (found.loc[found["kind"] == "no_act", "idea"] != "").sum() == 7
    assert [KINDS[kind][0] for kind in kinds] == ["Not yet an act", "Too close", "Silence"]
    silent = found.set_index("kind").loc["drought"]
    assert "landlords hear of nobody between 11 January and 14 June" in told
    assert (silent["first"], silent["last"]) == (
        pd.Timestamp(2027, 1, 11), pd.Timestamp(2027, 6, 14)
    )  # fmt: skip


def test_what_was_kept_of_every_time_is_lavenders(flowing, lavender):
    told, until = flowing["every_time.md"], dt.date(2026, 11, 15)
    due = calendar_facts(lavender).between(dt.date(2026, 9, 1), until, each_customer=True)
    kept = kept_counts(roster(due, lavender.tables["ticks"], on=until + dt.timedelta(days=1)))
    counted = kept.set_index("act")[["kept", "due"]].astype(int)

    assert "the call the day after the first clean was made 11 of 14 times" in told
    assert tuple(counted.loc["call-after-first-clean"]) == (11, 14)
    assert "The welcome card: 0 of 14." in told
    assert tuple(counted.loc["welcome-card"]) == (0, 14)


def test_the_verdicts_and_decisions_of_step_5_are_lavenders(flowing, lavender):
    told = flowing["step_5_enhance.md"]
    points, ideas = lavender.touchpoints, lavender.tables["ideas"]
    numbers = re.findall(r"(\d) to keep, (\d) to fix, (\d) to delight, (\d) to stop", told)[0]

    counted = points["verdict"].value_counts()

    assert tuple(map(int, numbers)) == tuple(
        counted[name] for name in ("keep", "fix", "delight", "stop")
    )
    assert set(points.loc[points["verdict"] == "stop", "id"]) == {"newsletter"}
    assert "Of 26 ideas 18 mend something" in told
    assert (len(ideas), (ideas["kind"] == "fix").sum()) == (26, 18)
    first = lavender.tables["decisions"].query("step == 'enhance'").iloc[0]
    assert first["text"] == "The readable invoice is done whatever else is done."
    assert "the readable invoice is done whatever else is done, by Cumin, in February" in told
    assert (first["owner"], first["due"].month) == ("Cumin", 2)
