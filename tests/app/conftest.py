"""A real browser on the real app; skipped by name where there is none."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.app.serving import Serving, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

SCREENSHOTS = "SCREENSHOTS"
"""The environment variable that names a folder for screenshots: `SCREENSHOTS=docs/screenshots pytest tests/app`."""

PATIENCE = 30_000
"""Milliseconds for whatever a test waits for: a shared machine may be slow."""

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Debian's Chromium is."""
    pytest.importorskip("playwright", reason="needs playwright")
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("needs Chromium (Debian: apt-get install chromium)")
    return found


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Serving]:
    """One app for the tests of a module, with a database of its own; it ends cleanly and logs no failure."""
    pytest.importorskip("streamlit")
    running = serve(tmp_path_factory.mktemp("app"))
    yield running
    assert running.end() == 0
    said = running.log.read_text(errors="replace")
    assert "Traceback" not in said, said
    assert "a page failed" not in said, said


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def new_visitor(app: Serving, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens the app as somebody new; all that pages ask for comes from this machine, and no script in a text runs."""
    contexts: list[BrowserContext] = []
    strangers: list[str] = []
    alarms: list[str] = []

    def visit(page: str = "", **settings: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **settings})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: strangers.append(request.url) if is_elsewhere(request.url) else None)
        contexts.append(context)
        opened = context.new_page()
        opened.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
        opened.goto(f"{app.url}/{page}")
        return opened

    yield visit
    for context in contexts:
        context.close()
    assert strangers == []
    assert alarms == []


@pytest.fixture
def visitor(new_visitor: Callable[..., Page]) -> Page:
    return new_visitor()


def is_elsewhere(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("127.0.0.1", "localhost")


@pytest.fixture
def shot(tmp_path: Path) -> Callable[[Page, str], Path]:
    """Takes a small picture of a page, once nothing moves on it any more."""

    def take(page: Page, name: str) -> Path:
        from PIL import Image

        settled(page)
        raw = tmp_path / f"{name}.png"
        page.screenshot(path=raw, animations="disabled")
        folder = Path(os.environ[SCREENSHOTS]) if os.environ.get(SCREENSHOTS) else tmp_path
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{name}.png"
        with Image.open(raw) as picture:
            # a third of the size; a palette that covers rare colours too keeps the small marks as they are
            palette = picture.convert("RGB").quantize(
                256, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE
            )
            palette.save(target, optimize=True)
        return target

    return take


def settled(page: Page) -> None:
    """Wait until the page is neither running nor drawing, and charts stand where their grey places were."""
    from playwright.sync_api import expect

    # what was just done may not have reached the server yet: the page has to be at rest twice, some time apart
    for _ in range(2):
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", re.compile("notRunning"))
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
        page.wait_for_function("document.fonts.ready.then(() => true)")
        page.wait_for_timeout(400)  # charts fade in


def press(place: Locator) -> None:
    """Click on `place` once its page is at rest, as a hand would: a click while a page is drawn anew can get lost."""
    settled(place.page)
    place.click()
