"""The text and its cards in a real browser: numbers light up on both sides, cards are chosen by mouse and keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("playwright", reason="needs playwright")

from playwright.sync_api import Locator, Page, expect

from tests.app.conftest import PATIENCE, press, settled

expect.set_options(timeout=PATIENCE)

TEXT = (
    "A pottery <img src=x onerror=alert(1)> makes bowls and vases. Each bowl takes 20 minutes at the wheel and earns a "
    "profit of $9, while each vase takes 40 minutes at the wheel and earns a profit of $22. There are 1,200 minutes at "
    "the wheel available each week. At least 10 bowls must be made each week. How many bowls and vases should the "
    "pottery make each week to maximize its profit?"
)
LIT = re.compile(r"\bon\b")


@pytest.fixture
def page(new_visitor: Callable[..., Page]) -> Page:
    page = new_visitor()
    page.get_by_label("The problem, in plain words").fill(TEXT)
    page.get_by_label("The problem, in plain words").blur()  # leaving the box draws the page anew
    press(page.get_by_role("button", name="Understand", exact=True))
    expect(page.get_by_role("heading", name="What was understood", exact=True)).to_be_visible()
    settled(page)
    return page


def in_text(page: Page, number: str) -> Locator:
    return page.locator(".text .number", has_text=re.compile(rf"^{re.escape(number)}$"))


def on_cards(page: Page, number: str) -> Locator:
    return page.locator(".cards .figure", has_text=re.compile(rf"^{re.escape(number)}$"))


def test_numbers_light_up_on_both_sides_and_cards_open_their_editor(page: Page) -> None:
    # one visit for all: reading a text anew takes longest
    assert page.locator(".text").inner_text() == TEXT
    assert page.locator(".text img").count() == 0

    in_text(page, "1,200").hover()
    expect(on_cards(page, "1,200")).to_have_class(LIT)
    expect(on_cards(page, "20")).not_to_have_class(LIT)
    on_cards(page, "20").hover()
    expect(in_text(page, "20")).to_have_class(LIT)
    expect(in_text(page, "1,200")).not_to_have_class(LIT)
    # by keyboard as well
    in_text(page, "$22").focus()
    expect(on_cards(page, "22")).to_have_class(LIT)

    # a card opens its editor, by mouse and by keyboard
    rule = page.get_by_label("Rule", exact=True)
    cards = page.locator(".cards .card[data-part^='constraint:']")
    press(cards.filter(has_text="≥"))
    settled(page)
    expect(rule).to_have_value("bowls >= 10")
    cards.filter(has_text="1,200").focus()
    page.keyboard.press("Enter")
    settled(page)
    expect(rule).to_have_value("20*bowls + 40*vases <= 1200")
