"""A served archive and a real browser; where either cannot be had, the tests of this folder are skipped and say why."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))
from support.sample_archive import write_archive

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# With this set, a screenshot of every page in every mode is kept in that folder, to be looked at.
SCREENSHOTS = "SALON_SCREENSHOTS"
DOCUMENTS = Path(__file__).parent.parent.parent.parent / "shared" / "corpus" / "announcements"


def serve(database: Path) -> Iterator[str]:
    """The address of a `salon serve` of an archive on a free port."""
    program = [sys.executable, "-c", "from scraper.cli import main; main()", "serve", "--port", "0"]
    command = [*program, "--db", str(database)]
    with subprocess.Popen(command, cwd=database.parent, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        line = server.stderr.readline()
        try:
            yield line.split(" at ")[1].split(" ")[0].rstrip("/")
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small archive with hostile text, links in every state, findings and changes."""
    yield from serve(write_archive(tmp_path_factory.mktemp("sample") / "archive.db"))


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an archive of the real announcements."""
    if not DOCUMENTS.is_dir():
        pytest.skip("the real announcements are not beside the repository")
    database = tmp_path_factory.mktemp("corpus") / "archive.db"
    program = [sys.executable, "-c", "from scraper.cli import main; main()", "build", "-q"]
    subprocess.run([*program, "--documents", str(DOCUMENTS), "--db", str(database)], check=True, cwd=database.parent)
    yield from serve(database)


@pytest.fixture(scope="module")  # Playwright runs an event loop in its thread for as long; others start their own
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: run `make browser`")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed: run `make browser`")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page being looked at, with what went wrong and what it asked for."""

    page: Page
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)

    def open(self, address: str) -> None:
        self.page.goto(address)

    def follow(self, link: Locator) -> None:
        """Clicks what leads to another page, and waits until that is there whole."""
        with self.page.expect_navigation():
            link.click()

    def keep_screenshot(self, name: str) -> None:
        if folder := os.environ.get(SCREENSHOTS):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def visit(browser: Browser, **options: Any) -> Iterator[Visit]:
    """A fresh page in which every console error and every request to another host is a problem, and none is sent."""
    context: BrowserContext = browser.new_context(**options)
    page = context.new_page()
    seen = Visit(page)

    def on_route(route: Any) -> None:
        seen.requests.append(route.request.url)
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            seen.problems.append(f"asked {route.request.url}")
            route.abort()

    context.route("**/*", on_route)
    page.on("console", lambda message: message.type == "error" and seen.problems.append(message.text))
    page.on("pageerror", lambda error: seen.problems.append(str(error)))
    page.on("requestfinished", lambda request: seen.weights.append(request.sizes()["responseBodySize"]))
    yield seen
    context.close()
    assert not seen.problems


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Visit]:
    yield from visit(browser)


@pytest.fixture
def without_script(browser: Browser) -> Iterator[Visit]:
    yield from visit(browser, java_script_enabled=False)
