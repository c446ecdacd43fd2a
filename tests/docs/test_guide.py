"""What the facilitator's guide says is so: its numbers, sentences, minutes and commands."""

import re
import shlex
from pathlib import Path

import pandas as pd
import pytest

import touchkit as tk
from touchkit.cli import _parser, main
from touchkit.screens.picture import _TABS
from touchkit.workshop.numbers import Numbers


@pytest.fixture(scope="module")
def guide(pages) -> str:
    return pages["README.md"]


@pytest.fixture(scope="module")
def survey(pages) -> str:
    return pages["a_survey_the_client_has.md"]


@pytest.fixture(scope="module")
def reading(pages) -> str:
    """The card on reading figures aloud, each paragraph on a line of its own."""
    return re.sub(r"(?<!\n)\n(?![\n>|#-])", " ", pages["reading_the_figures.md"])


def gap_table(repository) -> str:
    """Return lavender's gaps as the guide prints them."""
    pack = tk.read_pack(repository / "workshop_data" / "lavender")
    names = dict(zip(pack.touchpoints["id"], pack.touchpoints["name"], strict=True))
    found = tk.measure.gaps(pack.scores).sort_values("gap")
    lines = [
        "| touchpoint | received | desired | gap | below minimum | answers |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for row in found.itertuples():
        gap = f"{row.gap:+.1f}".replace("-", "−")
        cells = [names[row.touchpoint], f"{row.received:.1f}", f"{row.desired:.1f}", gap]
        cells += [f"{row.below:.0%}".replace("%", " %"), str(row.n_received)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def test_the_gaps_the_guide_quotes_are_those_of_lavender(guide, repository):
    quoted = re.search(r"<!-- gaps:start -->\n(.*)\n<!-- gaps:end -->", guide, flags=re.DOTALL)

    assert len(quoted[1].splitlines()) == 2 + 12
    assert quoted[1] == gap_table(repository)


def test_the_minutes_add_up_to_about_two_hours(guide):
    minutes = [int(found) for found in re.findall(r"^\| (\d+) \|", guide, flags=re.MULTILINE)]

    assert len(minutes) == 7
    assert sum(minutes) == 120


def quoted_commands(page: str) -> set[str]:
    """Return what follows `touchkit` wherever a page quotes a command."""
    return set(re.findall(r"(?:`|^\$ )touchkit (\w[^`\n]*)", page, flags=re.MULTILINE))


def test_every_touchkit_command_the_guide_quotes_can_be_given(pages):
    quoted = {command for page in pages.values() for command in quoted_commands(page)}
    assert len(quoted) > 10
    assert {command.split()[0] for command in quoted} >= {
        "new",
        "check",
        "form",
        "survey",
        "present",
        "report",
    }

    for command in quoted:
        words = shlex.split(command)
        spared = [*words, "rose-bakery"] if words in (["check"], ["survey"]) else words
        spared = [*words, "Rose Bakery"] if words == ["new"] else spared

        assert _parser().parse_args(spared).run is not None, command


def test_every_make_command_the_guide_quotes_is_there(pages, repository):
    quoted = {name for page in pages.values() for name in re.findall(r"`make ([a-z-]+)", page)}
    assert len(quoted) >= 3

    makefile = (repository / "Makefile").read_text("utf-8")

    assert [name for name in quoted if f"\n{name}:" not in makefile] == []


def test_every_page_can_be_reached_from_the_first(pages):
    seen, ahead = set(), ["README.md"]
    while ahead:
        page = ahead.pop()
        if page in pages and page not in seen:
            seen.add(page)
            ahead += re.findall(r"\]\(([^)#/]+\.md)\)", pages[page])

    assert len(pages) >= 15
    assert seen == set(pages)


def test_lines_are_short_enough_to_read_in_any_editor(pages):
    mine = {
        name: page for name, page in pages.items() if not name.startswith(("a_survey", "reading"))
    }
    assert len(mine) >= 13

    long = [
        (name, line)
        for name, page in mine.items()
        for line in page.splitlines()
        if len(line) > 130 and not line.startswith(("|", ">"))
    ]

    assert long == []


def test_links_lead_to_pages_that_are_there(repository, pages):
    links = [link for page in pages.values() for link in re.findall(r"\]\(([^)#]+)\)", page)]

    assert len(links) >= 15
    assert [link for link in links if not (repository / "facilitator_guide" / link).exists()] == []


# The card on surveys


@pytest.fixture
def bakery(survey, tmp_path, monkeypatch) -> Path:
    """A folder with the card's survey and the bakery's pack, in which the commands are run."""
    (tmp_path / "workshop_data").mkdir()
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path / "workshop_data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bakery.csv").write_text(_block(survey, "csv"), encoding="utf-8")
    assert main(["new", "Rose Bakery"]) == 0
    named = re.findall(r'^\w+ = "([A-Z][a-z ]+)"$', _block(survey, "toml"), flags=re.MULTILINE)
    rows = pd.DataFrame({"name": named, "status": "exists"})
    rows.to_csv("workshop_data/rose-bakery/touchpoints.csv", index=False)
    return tmp_path


def test_the_commands_on_a_survey_say_what_the_card_quotes(survey, bakery, capsys):
    finished = _block(survey, "toml")
    told = re.findall(r"^```console\n\$ touchkit (.+)\n((?:.*\n)+?)```$", survey, re.MULTILINE)
    assert len(told) == 4
    capsys.readouterr()

    for turn, (command, quoted) in enumerate(told):
        if turn == 2:
            left_out = finished.replace("missing = [9]\n", "")
            assert left_out != finished
            (bakery / "mapping.toml").write_text(finished, encoding="utf-8")
            (bakery / "without-missing.toml").write_text(left_out, encoding="utf-8")
        main(command.split())

        assert "".join(capsys.readouterr()) == quoted


def test_the_survey_may_take_the_place_of_a_new_packs_scores(survey, bakery, capsys):
    (bakery / "mapping.toml").write_text(_block(survey, "toml"), encoding="utf-8")
    there = "workshop_data/rose-bakery/scores.csv"

    main(["survey", "bakery.csv", "--mapping", "mapping.toml", "--scores", there, "--replace"])

    assert main(["check", "rose-bakery"]) == 0
    assert "17 scores" in capsys.readouterr().out


def test_the_finished_mapping_is_the_draft_with_its_comments_decided(survey, bakery):
    main(["survey", "bakery.csv", "--to", "draft.toml"])
    draft = (bakery / "draft.toml").read_text(encoding="utf-8").splitlines()

    kept = [line for line in _block(survey, "toml").splitlines() if line]

    assert len(kept) > 10
    offered = {line.removeprefix("# ").split(" = ")[0] for line in draft}
    assert [line for line in kept if line.split(" = ")[0] not in offered] == []


def _block(page: str, kind: str) -> str:
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)
    return found


# The card on reading figures aloud


def test_each_sentence_the_card_quotes_is_said_of_lavender(reading, numbers):
    methods = [name for name in vars(Numbers) if not name.startswith("_")]
    said = {one for name in methods for one in getattr(numbers, name)()["sentence"].dropna()}

    quoted = re.findall(r"^> (.+)$", reading, flags=re.MULTILINE)

    assert len(quoted) == 16
    assert [one for one in quoted if one not in said] == []


def test_the_card_leads_to_pages_of_the_start_page(reading):
    named = re.findall(r"^## .+\n\n\*([^,.*]+)", reading, flags=re.MULTILINE)

    assert len(named) == 6
    assert set(named) <= {title for title, _ in _TABS}


def test_every_section_says_what_to_say_what_goes_wrong_and_how_to_recover(reading):
    sections = re.split(r"^## ", reading, flags=re.MULTILINE)[1:-1]

    assert len(sections) == 6
    for section in sections:
        for field in ("**Say:**", "**Goes wrong:**", "**You notice:**", "**Recover:**"):
            assert field in section, (section.splitlines()[0], field)


def test_what_the_card_says_of_personas_at_moving_a_clean_is_so(reading, lavender):
    quoted = "Nadia's customers gave 4.8, Walter's 1.9 and Ilse's 1.9"
    assert quoted in reading

    found = [
        Numbers(lavender.client, lavender.tables, persona).gaps().set_index("touchpoint")
        for persona in ("nadia", "walter", "ilse")
    ]

    received = [frame.loc["moving-a-clean", "received"] for frame in found]
    assert [f"{one:.1f}" for one in received] == re.findall(r"\d\.\d", quoted)


def test_one_in_eight_and_more_than_one_in_three_fall_below_the_minimum(reading, numbers):
    assert "on hold one customer in eight" in reading
    assert "moving a clean, more than one in three" in reading

    below = numbers.gaps().set_index("touchpoint")["below"]

    assert round(1 / below["on-hold"]) == 8
    assert 1 / 3 < below["moving-a-clean"] < 0.4


def test_the_dots_the_card_counts_were_given(reading, lavender):
    (quoted,) = re.findall(r"two sides of the line: (\d+) dots of (\d+) and (\d+)\.", reading)
    scores = lavender.scores[lavender.scores["measure"] == "importance"]

    given = scores.groupby("touchpoint")["score"].sum()

    found = (given["complaint"], given.sum(), given["on-hold"])
    assert tuple(map(int, quoted)) == found
    grid = Numbers(lavender.client, lavender.tables).quadrants().set_index("touchpoint")
    high = grid["importance"] >= grid["cross_importance"]
    assert (high["complaint"], high["on-hold"]) == (True, False)


def test_after_the_talk_operations_came_down_as_the_card_says(reading, lavender):
    (quoted,) = re.findall(r"Operations came down from (\d\.\d) to (\d\.\d)", reading)
    asked = {
        "group": "team",
        "touchpoint": "cleaner-change",
        "measure": "received",
        "department": "operations",
    }
    marks = lavender.scores
    for column, value in asked.items():
        marks = marks[marks[column] == value]

    means = marks.groupby("round")["score"].mean()

    assert [f"{one:.1f}" for one in means] == list(quoted)


def test_two_of_eleven_changed_beyond_noise(reading, numbers):
    assert "Two of eleven have moved by more than noise" in reading
    (by_chance,) = re.findall(r"chance alone would move (0\.\d+) of eleven", reading)

    found = numbers.change().set_index("touchpoint")

    assert set(found.index[found["closed"] == "yes"]) == {"on-hold", "key-handover"}
    assert (found["closed"] == "no").sum() == 9
    assert set(found.index[found["closed"] == "too few answers"]) == {"complaint"}
    assert found["by_chance"].unique() == pytest.approx([float(by_chance)])


def test_the_promises_the_card_counts_are_noted_so(reading, numbers):
    (quoted,) = re.findall(
        r"Of (\d), (\d) are noted as broken, (\d) as kept, and of (\d) nobody", reading
    )

    kept = numbers.promises()["kept"].value_counts()

    told = (kept.sum(), kept["broken"], kept["kept"], kept["cannot say"])
    assert tuple(map(int, quoted)) == told


def test_a_third_of_the_touchpoints_may_be_lifted_to_the_top(reading, numbers):
    (quoted,) = re.findall(r"of these (\d+) touchpoints each of you may lift (\d+)", reading)

    scored = numbers.gaps()["desired"].notna().sum()

    assert tuple(map(int, quoted)) == (scored, scored // 3)


def test_management_is_the_one_department_that_stays_hidden(reading, numbers):
    assert "in lavender that is Management, with two people" in reading

    found = numbers.departments()

    hidden = found[found["mean"].isna()]
    assert set(hidden["department"]) == {"management"}
    assert set(hidden["n"]) == {2}
