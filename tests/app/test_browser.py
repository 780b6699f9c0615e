"""The way of a user through the real app in a real browser."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("playwright", reason="needs playwright")

from playwright.sync_api import Browser, Locator, Page, expect

from tests.app.conftest import PATIENCE, press, settled
from tests.app.serving import serve
from tests.app.test_jobs import long_problem

TEXT = (
    "A joinery builds desks and bookcases. Each desk takes 3 hours of carpentry and 2 hours of finishing and earns a "
    "profit of $70, while each bookcase takes 4 hours of carpentry and 1 hour of finishing and earns a profit of $60. "
    "There are 240 hours of carpentry and 112 hours of finishing available each week. At least 15 bookcases must be "
    "built each week to meet a standing order. How many desks and bookcases should the joinery build each week to "
    "maximize its profit?"
)
BOX = "The problem, in plain words"

expect.set_options(timeout=PATIENCE)

Visit = Callable[..., Page]
Shot = Callable[[Page, str], Path]


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", name=name, exact=True)


def button(page: Page, name: str) -> Locator:
    return page.get_by_test_id("stMain").get_by_role("button", name=name, exact=True)


def go(page: Page, name: str) -> None:
    press(page.get_by_test_id("stSidebarNav").get_by_role("link", name=name))


def described(page: Page, text: str = TEXT) -> None:
    page.get_by_label(BOX).fill(text)
    page.get_by_label(BOX).blur()  # leaving the box draws the page anew
    press(button(page, "Understand"))
    expect(heading(page, "What was understood")).to_be_visible()
    expect(button(page, "Solve")).to_be_visible()


def choose(page: Page, label: str, words: str) -> None:
    """Take the entry with these words from a box with a list."""
    press(page.get_by_role("combobox", name=re.compile(label)))  # a page that is drawn again closes the list
    page.get_by_role("option").filter(has_text=words).first.click()


def sidebar(page: Page) -> Locator:
    return page.get_by_test_id("stSidebar")


def test_from_words_to_a_repaired_answer_and_back_again(visitor: Page, new_visitor: Visit, shot: Shot) -> None:
    page = visitor
    expect(page.get_by_label(BOX)).to_be_visible()
    shot(page, "describe")
    described(page)
    shot(page, "understood")

    # correct: carpentry is 200 hours
    press(page.get_by_role("button", name=re.compile("^carpentry hours")))
    rule = page.get_by_label("Rule", exact=True)
    expect(rule).to_have_value(re.compile("240"))
    rule.fill(rule.input_value().replace("240", "200"))
    rule.press("Tab")
    press(button(page, "Save"))
    expect(sidebar(page).get_by_role("button", name="Undo")).to_be_visible()

    # solve: 3 d + 4 b <= 200, 2 d + b <= 112, b >= 15 has its best plan at 46 desks and 15 bookcases, checked by hand:
    # with b = 15 + k, d <= (140 - 4 k) / 3, so 70 d + 60 b loses 93.3 and wins 60 with each k, up to rounding
    press(button(page, "Solve"))
    expect(page.get_by_text("4,120").first).to_be_visible()
    shot(page, "answer")
    go(page, "The model")
    expect(page.get_by_text("Coefficients")).to_be_visible()
    shot(page, "model")

    # change by talking, until nothing fits
    go(page, "Change by talking")
    page.get_by_role("textbox").fill("at least 100 desks")
    page.get_by_role("textbox").press("Enter")
    expect(page.get_by_text("at least 100 desks").first).to_be_visible()
    shot(page, "change")
    go(page, "The answer")
    expect(heading(page, "No answer")).to_be_visible()
    expect(button(page, "Apply").first).to_be_visible()
    shot(page, "no-answer")

    # a repair
    press(button(page, "Apply").first)
    expect(heading(page, "The answer")).to_be_visible()
    expect(page.get_by_test_id("stMain").get_by_text("desks").first).to_be_visible()
    settled(page)
    repaired = page.locator(".sentence").inner_text()

    # export
    go(page, "The model")
    press(page.get_by_role("radio", name="Files").or_(page.get_by_role("button", name="Files")).first)
    with page.expect_download() as download:
        press(button(page, "Download").first)
    assert Path(download.value.path()).stat().st_size > 100

    # reload: a new session, which finds the project again
    page.reload()
    expect(page.get_by_text("Variables", exact=True)).to_have_count(0)
    go(page, "Projects")
    card = page.locator("[class*=st-key-project-]").filter(has_text="A joinery builds desks and bookcases")
    expect(card).to_have_count(1)
    press(card.get_by_text("More", exact=True))
    expect(card.get_by_role("table").first).to_contain_text("read by the offline reader")
    shot(page, "projects")
    press(card.get_by_role("button", name="Open", exact=True).first)
    expect(page.locator(".sentence")).to_have_text(repaired)

    # somebody else finds it too, and an older version of it
    other = new_visitor("projects")
    card = other.locator("[class*=st-key-project-]").filter(has_text="A joinery builds desks and bookcases")
    press(card.get_by_text("More", exact=True))
    press(card.get_by_role("combobox", name="Version to go back to"))
    other.get_by_role("option").last.click()
    press(card.get_by_role("button", name="Open this version"))
    expect(other).not_to_have_url(re.compile("projects"))


def test_the_first_page_is_there_soon(new_visitor: Visit) -> None:
    """Within three seconds; where others hold the machine, at the best of some tries."""
    seconds = 60.0
    for _ in range(5):
        page = new_visitor()
        expect(page.get_by_label(BOX)).to_be_visible()
        seconds = min(seconds, page.evaluate("performance.now()") / 1000)
        page.context.close()
        if seconds < 3:
            return
    if os.getloadavg()[0] > (os.cpu_count() or 1):
        pytest.skip("needs a processor that others leave free")
    assert seconds < 3


def start_long_solve(page: Page, folder: Path) -> None:
    """Import a project that takes minutes, from the page of projects, and have it solved."""
    shared = folder / "long.json"
    version = {"text": "A long one.", "formulation": long_problem().model_dump(mode="json", by_alias=True)}
    data = {"format": "nl2milp project", "format_version": 1, "name": "Market split", "versions": [version]}
    shared.write_text(json.dumps(data))
    press(page.get_by_text("Import a shared project"))
    page.locator("input[type=file]").set_input_files(shared)
    expect(page.get_by_text("Imported as “Market split”.")).to_be_visible()
    card = page.locator("[class*=st-key-project-]").filter(has_text="Market split")
    press(card.get_by_role("button", name="Open", exact=True))
    press(button(page, "Solve"))
    expect(button(page, "Stop")).to_be_visible()


def test_ctrl_c_ends_the_app_cleanly_in_the_middle_of_a_solve(browser: Browser, tmp_path: Path) -> None:
    app = serve(tmp_path)
    page = browser.new_page()
    page.goto(f"{app.url}/projects")
    start_long_solve(page, tmp_path)
    assert app.end() == 0
    assert "Traceback" not in app.log.read_text()
    page.close()

    # started again, it has the project, with the best answer that was known
    again = serve(tmp_path)
    page = browser.new_page()
    page.goto(f"{again.url}/projects")
    card = page.locator("[class*=st-key-project-]").filter(has_text="Market split")
    expect(card.get_by_text("stopped before the end")).to_be_visible()
    page.close()
    assert again.end() == 0


def test_a_solve_outlives_its_browser_blocks_nobody_and_stops_with_the_best_so_far(
    new_visitor: Visit, tmp_path: Path
) -> None:
    first = new_visitor("projects")
    start_long_solve(first, tmp_path)
    first.context.close()

    second = new_visitor()
    expect(second.get_by_label(BOX)).to_be_visible()
    described(second)
    press(button(second, "Solve"))
    expect(second.get_by_text("4,620").first).to_be_visible()
    go(second, "Projects")
    card = second.locator("[class*=st-key-project-]").filter(has_text="Market split")
    expect(card.get_by_text("being worked on")).to_be_visible()
    press(card.get_by_role("button", name="Open", exact=True))
    button(second, "Stop").click()  # opening leads to its progress
    expect(second.get_by_text("Stopped before the best plan was proven").first).to_be_visible()

    third = new_visitor("projects")
    card = third.locator("[class*=st-key-project-]").filter(has_text="Market split")
    expect(card.get_by_text("stopped before the end")).to_be_visible()


def test_what_users_write_is_data(new_visitor: Visit) -> None:
    page = new_visitor()
    expect(page.get_by_label(BOX)).to_be_visible()
    nasty = "<script>alert(1)</script><img src=x onerror=alert(2)> | `code` $x^2$ **bold** "
    long = "y" * 10_000
    described(page, f"{nasty}{long}. {TEXT}")
    for name in ("The model", "The answer", "Change by talking", "Projects"):
        go(page, name)
        settled(page)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        assert page.locator("img[src=x]").count() == 0
        assert not is_too_wide(page)
    card = page.locator("[class*=st-key-project-]").first
    press(card.get_by_text("More", exact=True))
    expect(card.get_by_label("Name", exact=True)).to_be_visible()
    card.get_by_label("Name", exact=True).fill(nasty[:150])
    press(card.get_by_role("button", name="Rename"))
    expect(page.get_by_text("Renamed.")).to_be_visible()
    expect(page.get_by_text("<script>alert(1)</script>").first).to_be_visible()
    settled(page)
    assert not is_too_wide(page)


def is_too_wide(page: Page) -> bool:
    """Whether the page has to be scrolled sideways."""
    return bool(page.evaluate("document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"))


def test_it_works_by_keyboard(new_visitor: Visit) -> None:
    page = new_visitor()
    box = page.get_by_label(BOX)
    expect(box).to_be_visible()
    settled(page)
    box.focus()
    page.keyboard.insert_text(TEXT)
    for _ in range(20):
        page.keyboard.press("Tab")
        settled(page)  # the text is taken when its box is left
        if page.evaluate("document.activeElement.innerText").endswith("Understand"):
            break
    page.keyboard.press("Enter")
    expect(heading(page, "What was understood")).to_be_visible()
    expect(button(page, "Solve")).to_be_visible()
    button(page, "Solve").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("4,620").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_window_fits(scheme: str, new_visitor: Visit, shot: Shot) -> None:
    page = new_visitor(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    described(page)
    settled(page)
    assert not is_too_wide(page)
    shot(page, f"narrow-understood-{scheme}")
    press(button(page, "Solve"))
    expect(page.get_by_text("4,620").first).to_be_visible()
    settled(page)
    assert not is_too_wide(page)
    shot(page, f"narrow-answer-{scheme}")


def test_dark_pages(new_visitor: Visit, shot: Shot) -> None:
    page = new_visitor(color_scheme="dark")
    described(page)
    shot(page, "understood-dark")
    press(button(page, "Solve"))
    expect(page.get_by_text("4,620").first).to_be_visible()
    shot(page, "answer-dark")


def test_a_batch_runs_shows_its_failures_and_opens_one(new_visitor: Visit, shot: Shot, tmp_path: Path) -> None:
    cases = [
        {"id": "right", "text": TEXT, "answer": 4620},
        {"id": "wrong", "text": TEXT.replace("$70", "$71"), "answer": 1},
        {"id": "<b>odd</b>", "text": "Nothing to see here.", "answer": 3},
    ]
    data = tmp_path / "mine.jsonl"
    data.write_text("\n".join(map(json.dumps, cases)))
    page = new_visitor("batch")
    choose(page, "Data set", "a file of your own")
    page.locator("input[type=file]").set_input_files(data)
    press(button(page, "Start"))
    expect(page.get_by_text("33.3 %")).to_be_visible()
    press(page.get_by_test_id("stMain").get_by_text(re.compile(r"^Wrong \(2\)")))
    expect(page.get_by_text("Nothing to see here.").or_(page.get_by_text("A joinery builds")).first).to_be_visible()
    shot(page, "batch")
    choose(page, "^Problem", "wrong: wrong")
    expect(page.get_by_text("$71")).to_be_visible()
    press(button(page, "Open as a project"))
    expect(heading(page, "What was understood")).to_be_visible()
    go(page, "Projects")
    expect(page.get_by_text("mine.jsonl wrong")).to_be_visible()
