"""The start page's controls, pressed without a kernel."""

import datetime as dt

import pytest

import touchkit as tk
from touchkit.steps.dating import todays_date
from touchkit.steps.session import Session
from touchkit.workshop import Workshop

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    for name in ("bakery", "clinic"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "client.toml").write_text(
            f'title = "{name.title()} {HOSTILE}"\n[[stages]]\nname = "Buy"\n[[departments]]\nname = "Shop"\n',
            encoding="utf-8",
        )
        (tmp_path / name / "touchpoints.csv").write_text(
            f'name,stage,department\n"{HOSTILE}",buy,shop\n', encoding="utf-8"
        )
        (tmp_path / name / "personas.csv").write_text("name\nAnna\n", encoding="utf-8")
        scores = [
            f'x{who},{group},{"shop" if group == "team" else ""},"{HOSTILE}",{measure},{score},{wave}'
            for who in range(20) for group in ("team", "customer")
            for measure in ("received", "desired", "importance") for wave in (1, 2)
            for score in [1 + (who + wave) % 5]
        ]  # fmt: skip
        head = "respondent,group,department,touchpoint,measure,score,wave"
        (tmp_path / name / "scores.csv").write_text("\n".join([head, *scores]), encoding="utf-8")
        (tmp_path / name / "notes.csv").write_text(
            f'touchpoint,lane,text,met\n"{HOSTILE}",promise,"{HOSTILE}",no\n', encoding="utf-8"
        )
    return tk.screens.start()


def opening(page):
    return page.views[0]


def picture(page):
    return page.views[1]


def trouble(page):
    return page.frame.trouble.value + opening(page).trouble.value


def offered(page):
    return [button for button in opening(page).choices.children if button.layout.display != "none"]


def everything(page):
    return "".join(
        [page.frame.head.value, trouble(page), *(body.value for body in picture(page).bodies)]
    )


def test_choosing_a_client_opens_it(page):
    assert "Welcome" in page.frame.head.value
    assert picture(page).layout.display == "none"

    opening(page).client.value = "clinic"

    assert page.session.client == "clinic"
    assert "Clinic" in page.frame.head.value
    assert picture(page).layout.display == ""
    assert "<svg" in picture(page).bodies[0].value


def test_a_tab_is_drawn_when_it_is_looked_at(page):
    opening(page).client.value = "clinic"
    assert "Drawing …" in picture(page).bodies[-1].value

    picture(page).tabs.selected_index = len(picture(page).bodies) - 1

    assert (
        "leads" in picture(page).bodies[-1].value
        or "Nothing looks wrong" in picture(page).bodies[-1].value
    )


def test_choosing_a_persona_redraws(page):
    opening(page).client.value = "clinic"

    page.frame.persona.value = "anna"

    assert page.session.persona == "anna"
    assert "for Anna" in picture(page).bodies[0].value


def test_nothing_a_person_typed_becomes_markup(page):
    opening(page).client.value = "bakery"
    for number in range(len(picture(page).bodies)):
        picture(page).tabs.selected_index = number
    page.session.error = HOSTILE

    assert "&lt;img" in page.frame.head.value
    assert "&lt;img" in trouble(page)
    assert all("<svg" in body.value for body in picture(page).bodies[:-1])
    assert all("&lt;img" in body.value for body in picture(page).bodies[:-1])
    assert "<img" not in everything(page)


def test_a_page_that_fails_says_so(page, monkeypatch):
    def fail(self):
        raise ZeroDivisionError("no")

    monkeypatch.setattr(Workshop, "findings", fail)
    opening(page).client.value = "bakery"

    picture(page).tabs.selected_index = len(picture(page).bodies) - 1

    assert (
        "Something went wrong in touchkit itself (ZeroDivisionError"
        in picture(page).bodies[-1].value
    )


def test_a_button_that_fails_says_so(page, monkeypatch):
    def fail(self):
        raise ZeroDivisionError("no")

    monkeypatch.setattr(Session, "keep_workshop", fail)
    page = tk.screens.start("bakery")

    opening(page).keep.click()

    assert "ZeroDivisionError" in trouble(page)


def test_a_changed_pack_offers_both_ways_as_buttons(page, tmp_path):
    opening(page).client.value = "bakery"
    (tmp_path / "bakery" / "personas.csv").write_text("name\nBela\n", encoding="utf-8")

    page = tk.screens.start("bakery")
    assert [button.description for button in offered(page)] == [
        "Go on with the workshop as it is",
        "Take over the changed files (can be undone)",
    ]
    opening(page).take.click()

    assert offered(page) == []
    assert [name for name, _ in page.session.personas] == ["Everybody", "Bela"]


def test_taking_over_changed_files_can_be_undone_on_the_page(page, tmp_path):
    opening(page).client.value = "bakery"
    (tmp_path / "bakery" / "personas.csv").write_text("name\nBela\n", encoding="utf-8")
    page.session.look_again()
    opening(page).take.click()
    assert page.frame.undo.tooltip == "Undo: take over the pack's files"

    page.frame.undo.click()

    assert [name for name, _ in page.session.personas] == ["Everybody", "Anna"]
    assert page.frame.undo.disabled


def test_the_page_says_what_is_missing_and_keeps_it_up_to_date(page):
    assert "No client is open yet" in page.checkpoint().value

    opening(page).client.value = "clinic"

    assert "Still missing: links" in page.checkpoint().value


def test_faulty_rows_offer_a_button_that_opens_the_client_without_them(page, tmp_path):
    (tmp_path / "bakery" / "links.csv").write_text("source,target\na,b\n", encoding="utf-8")
    opening(page).client.value = "bakery"
    assert "Welcome" in page.frame.head.value
    assert [button.description for button in offered(page)] == ["Open without these rows"]

    opening(page).without.click()

    assert page.session.client == "bakery"
    assert offered(page) == []


def test_running_the_cell_again_replaces_the_page(page):
    again = tk.screens.start()

    assert page.retired
    assert "goes on in the window that was opened last" in page.children[1].value
    assert not again.retired


def test_one_clients_figures_never_stand_under_another_ones_name(page):
    opening(page).client.value = "bakery"
    seen = []
    page.frame.head.observe(lambda _: seen.append(picture(page).bodies[0].value), "value")

    opening(page).client.value = "clinic"

    assert len(seen) == 1
    assert "<svg" not in seen[0]
    assert "<svg" in picture(page).bodies[0].value


def test_buttons_stay_in_the_page_so_that_no_press_on_its_way_is_lost(page, tmp_path):
    before = opening(page).choices.children
    opening(page).client.value = "bakery"
    (tmp_path / "bakery" / "personas.csv").write_text("name\nBela\n", encoding="utf-8")
    page.session.look_again()

    opening(page).take.click()

    assert opening(page).choices.children == before


def test_the_page_is_drawn_once_for_all_that_one_press_changed(page, tmp_path, monkeypatch):
    opening(page).client.value = "bakery"
    (tmp_path / "bakery" / "personas.csv").write_text("name\nBela\n", encoding="utf-8")
    page.session.look_again()
    drawn = []
    monkeypatch.setattr(picture(page), "draw", lambda: drawn.append(page.session.revision))

    opening(page).take.click()

    assert len(drawn) == 1


def test_what_the_page_shows_is_said_after_all_of_it_was_drawn(page):
    told = []
    page.frame.saved.observe(lambda _: told.append(picture(page).facts.value), "value")

    opening(page).client.value = "bakery"

    assert 'data-client="bakery"' in page.frame.saved.value
    assert len(told) == 1
    assert "touchpoint" in told[0]


# somebody practises


def practise(page):
    """Make the bakery a practice client whose touchpoint the team has not scored."""

    def edit(edits):
        for row in page.session.tables("scores").itertuples():
            if row.group == "team":
                edits.remove("scores", row.id)

    page.session.open("bakery")
    assert page.session.change("client", "client", like="clinic", until=2), page.session.error
    assert page.session.save("take the team's scores away", edit), page.session.error


def test_customers_scores_are_kept_from_a_learner_who_has_not_guessed(page):
    practise(page)
    view = picture(page)
    assert view.kept_back.layout.display == ""
    assert "<svg" in view.bodies[0].value

    view.tabs.selected_index = 2

    assert "Hidden until you have scored" in view.bodies[2].value
    assert "<svg" not in view.bodies[2].value

    view.peek.click()

    assert "<svg" in view.bodies[2].value
    assert view.kept_back.layout.display == "none"


def test_a_practice_client_says_on_the_start_page_which_notebook_is_next(page):
    page.session.open("bakery")
    assert opening(page).way_on.layout.display == "none"

    practise(page)

    assert "A practice case until step 2: open 3 · Received next." in opening(page).way_on.value


def test_a_page_returns_what_is_due_in_the_year_that_is_shown(page):
    nothing = page.calendar()
    opening(page).client.value = "bakery"
    starts = todays_date() + dt.timedelta(days=1)
    page.session.save("add", lambda edits: edits.add("acts", title="Card", starts=starts))

    assert (len(nothing), "when" in nothing) == (0, True)
    assert page.calendar()["when"].dt.date.tolist() == [starts]
    assert tk.screens.calendar("bakery").calendar()["when"].dt.date.tolist() == [starts]
