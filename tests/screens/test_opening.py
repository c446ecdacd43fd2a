"""The start's controls, pressed without a kernel."""

import base64
import datetime as dt
import re

import ipywidgets as widgets
import pytest

import touchkit as tk

HOSTILE = "<img src=x onerror=alert(1)>"
HEAD = "group,touchpoint,measure,score\n"


def make_client(folder, name, title):
    (folder / name).mkdir()
    (folder / name / "client.toml").write_text(
        f'title = "{title}"\ngoal = "Fewer returns"\n[[stages]]\nname = "Buy"\n'
        '[[departments]]\nname = "Shop"\n',
        encoding="utf-8",
    )
    (folder / name / "touchpoints.csv").write_text(
        "name,stage\nThe counter,buy\n", encoding="utf-8"
    )


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    return tmp_path


@pytest.fixture
def page(folder):
    make_client(folder, "bakery", "Rose Bakery")
    return tk.screens.start()


def view(page):
    return page.views[0]


def people(page):
    return view(page).people


def shown(control):
    return control.layout.display != "none"


def rows(page):
    return [one for one in people(page).rows if shown(one)]


def upload(page, content, name="scores.csv"):
    view(page).upload.file.value = (
        {
            "name": name,
            "type": "text/csv",
            "size": len(content),
            "content": memoryview(content.encode()),
            "last_modified": dt.datetime(2026, 11, 25, tzinfo=dt.UTC),
        },
    )


def texts(box):
    """Return every HTML a screen holds."""
    held = list(getattr(box, "children", ()))
    own = [box.value] if isinstance(box, widgets.HTML) else []
    return own + [text for child in held for text in texts(child)]


def test_without_any_client_the_page_begins_with_making_one(folder):
    page = tk.screens.start()

    assert shown(view(page).founding)
    assert not shown(view(page).room)
    assert "Make the first one here" in view(page).welcome.value


def test_a_new_client_is_made_with_one_press(page):
    assert not shown(view(page).founding)
    view(page).new.value = True
    assert shown(view(page).founding)
    view(page).founding.title.value = "Dr Blum"

    view(page).founding.found.click()

    assert page.session.client == "dr-blum"
    assert view(page).client.value == "dr-blum"
    assert not shown(view(page).founding)
    assert view(page).founding.title.value == ""


def test_a_taken_name_is_said_and_stays_to_be_mended(page):
    view(page).new.value = True
    view(page).founding.title.value = "Bakery"

    view(page).founding.found.click()

    assert "There is a client of this name already" in page.frame.trouble.value
    assert shown(view(page).founding)
    assert view(page).founding.title.value == "Bakery"


def test_a_count_of_people_fills_the_list(page):
    assert "Nobody is in the list yet" in people(page).said.value

    people(page).count.value = 3

    assert [one.alias.value for one in rows(page)] == ["Person 1", "Person 2", "Person 3"]
    assert "3 people in the room" in page.frame.told.value
    assert not shown(people(page).said)


def test_a_count_that_is_refused_shows_again_what_is_stored(page):
    people(page).list.value = "Anna\nBen"
    people(page).add.click()

    for _ in range(2):
        people(page).count.value = 1

        assert people(page).count.value == 2
        assert "2 people are in the list by name" in page.frame.trouble.value


def test_a_pasted_list_asks_about_a_new_department_and_then_adds_all(page):
    people(page).paste.value = True
    people(page).list.value = "Anna / Bakehouse\nBen / Shop"

    people(page).add.click()

    assert shown(people(page).asking)
    assert not shown(people(page).drawer)
    assert "“Bakehouse”" in people(page).question.value
    assert rows(page) == []

    people(page).agree.click()

    assert not shown(people(page).asking)
    assert [(one.alias.value, one.department.value) for one in rows(page)] == [
        ("Anna", "bakehouse"), ("Ben", "shop"),
    ]  # fmt: skip
    assert people(page).list.value == ""
    assert "2 people added." in people(page).said.value


def test_a_near_miss_is_offered_as_the_department_there_is(page):
    people(page).list.value = "Anna / Shopp"
    people(page).add.click()

    assert people(page).answers[0].value == "shop"


def test_not_now_keeps_the_list_for_mending(page):
    people(page).paste.value = True
    people(page).list.value = "Anna / Bakehouse"
    people(page).add.click()

    people(page).drop.click()

    assert people(page).list.value == "Anna / Bakehouse"
    assert shown(people(page).drawer)
    assert rows(page) == []


def test_a_person_is_edited_in_place_and_each_change_is_stored(page):
    people(page).count.value = 1
    one = rows(page)[0]

    one.alias.value = "Anna"
    one.department.value = "shop"
    one.role.value = "scribe"

    stored = page.session.tables("participants").iloc[0]
    assert (stored["alias"], stored["department"], stored["role"]) == ("Anna", "shop", "scribe")
    assert ("Anna", "Anna") in page.frame.who.options


def test_a_name_that_is_refused_shows_again_as_it_is_stored(page):
    people(page).count.value = 2

    rows(page)[1].alias.value = "Person 1"

    assert rows(page)[1].alias.value == "Person 2"
    assert "There is somebody called Person 1 already" in page.frame.trouble.value


def test_a_row_stays_with_its_person_when_another_one_leaves(page):
    people(page).count.value = 3
    first, second, third = rows(page)
    before = people(page).everybody.children

    second.out.click()

    assert rows(page) == [first, third]
    assert [one.alias.value for one in rows(page)] == ["Person 1", "Person 3"]
    assert people(page).everybody.children == before
    page.frame.undo.click()
    assert [one.alias.value for one in rows(page)] == ["Person 1", "Person 2", "Person 3"]


def test_people_of_one_client_never_stand_under_another_one(page, folder):
    make_client(folder, "clinic", "Clinic")
    people(page).count.value = 3

    page.session.open("clinic")
    assert rows(page) == []
    people(page).count.value = 1
    page.session.open("bakery")

    assert [one.alias.value for one in rows(page)] == ["Person 1", "Person 2", "Person 3"]


def test_a_new_department_can_be_chosen_at_once(page):
    people(page).count.value = 1

    people(page).department.value = "Bakehouse"

    assert ("Bakehouse", "bakehouse") in rows(page)[0].department.options
    assert people(page).department.value == ""


def test_the_aim_is_stored_as_it_is_typed(page):
    settings = view(page).settings
    assert settings.goal.value == "Fewer returns"

    settings.goal.value = "No returns"
    settings.decider.value = "Rosa"
    settings.word.value = "guest"

    client = page.session.workshop.client
    assert (client.goal, client.decider, client.customer_word) == ("No returns", "Rosa", "guest")
    settings.word.value = ""
    assert settings.word.value == "customer"
    assert "✓ Saved" in page.frame.saved.value


def test_a_change_elsewhere_shows(page):
    elsewhere = tk.open_workshop("bakery", who="somebody else")
    elsewhere.add("participants", alias="Anna")
    elsewhere.change("client", "client", goal="None")

    page.session.look_again()

    assert [one.alias.value for one in rows(page)] == ["Anna"]
    assert view(page).settings.goal.value == "None"


def test_what_a_changed_pack_would_take_away_is_said_before_it_is_taken(page, folder):
    upload(page, HEAD + "customer,the-counter,received,4\n")
    (folder / "bakery" / "personas.csv").write_text("name\nAnna\n", encoding="utf-8")
    page.session.look_again()

    assert "would take away 1 answer that only this workshop holds" in view(page).trouble.value
    view(page).take.click()

    assert not shown(view(page).trouble)
    page.frame.undo.click()
    assert len(page.session.tables("scores")) == 1


def test_a_file_of_scores_is_imported(page):
    upload(page, HEAD + "customer,the-counter,received,4\n")

    assert "1 answer on 1 touchpoint imported" in view(page).upload.said.value
    assert len(page.session.tables("scores")) == 1
    assert view(page).upload.file.value == ()


def test_a_faulty_file_is_listed_row_by_row_and_can_be_chosen_again(page):
    upload(page, HEAD + f"customer,{HOSTILE},received,4\ncustomer,the-counter,received,40\n")

    said = view(page).upload.faults.value
    assert "2 places in the file need mending" in said
    assert "<td>2</td><td>touchpoint</td>" in said
    assert "<td>3</td><td>score</td>" in said
    assert HOSTILE not in said
    assert "Nothing was stored." in page.frame.trouble.value

    upload(page, HEAD + "customer,the-counter,received,4\n")

    assert not shown(view(page).upload.faults)
    assert page.frame.trouble.value == ""


def test_the_report_is_offered_as_a_file_and_said_to_be_being_made(page):
    said = []
    panel = view(page).download
    panel.said.observe(lambda change: said.append(change["new"]), "value")

    panel.press.click()

    assert any("The report is being made: checking the journey (6 of 8)." in text for text in said)
    link = re.search(r'download="([^"]+)" href="data:text/html;base64,([^"]+)"', panel.link.value)
    assert link[1].startswith("bakery-report-")
    assert "Rose Bakery" in base64.b64decode(link[2]).decode("utf-8")


def test_a_report_that_has_been_overtaken_says_so_and_another_clients_is_taken_away(page, folder):
    make_client(folder, "clinic", "Clinic")
    view(page).download.press.click()
    assert "has changed since" not in view(page).download.said.value

    people(page).count.value = 1
    assert "The workshop has changed since" in view(page).download.said.value

    page.session.open("clinic")
    assert view(page).download.link.value == ""
    assert "has changed since" not in view(page).download.said.value


def test_nothing_typed_on_the_start_page_becomes_markup(page):
    people(page).list.value = f"{HOSTILE} ; {HOSTILE}"
    people(page).add.click()
    assert "&lt;img" in people(page).question.value
    people(page).agree.click()
    view(page).settings.goal.value = HOSTILE
    view(page).founding.title.value = HOSTILE
    view(page).founding.found.click()
    page.session.error = HOSTILE

    found = "".join(texts(page))
    assert page.session.workshop.client.title == HOSTILE
    assert "&lt;img" in found
    assert "<img" not in found


def test_faults_in_another_clients_files_are_not_taken_for_the_open_ones(page, folder):
    (folder / "clinic").mkdir()
    (folder / "clinic" / "client.toml").write_text('title = "Dr <b>Blum"\n', encoding="utf-8")
    (folder / "clinic" / "touchpoints.csv").write_text("name,stage\nBell,bye\n", encoding="utf-8")
    page.session.look_again()

    view(page).client.value = "clinic"

    assert page.session.client == "bakery"
    assert "1 place in the files of Dr &lt;b&gt;Blum needs mending." in view(page).trouble.value


def test_a_learner_makes_a_half_finished_copy_without_a_terminal(page):
    founding = view(page).founding
    assert founding.like.options == (("Rose Bakery", "bakery"),)
    founding.until.value = 1

    founding.practise.click()

    assert page.session.client == "practice"
    assert page.session.workshop.client.title == "Practice: Rose Bakery"
    assert page.session.tables("touchpoints").empty
    assert founding.like.options == (("Rose Bakery", "bakery"),)


def test_a_second_practice_case_stands_beside_the_first(page):
    founding = view(page).founding
    founding.practise.click()

    founding.practise.click()

    assert page.session.client == "practice-2"
    assert page.session.error == ""
