"""The search of a static copy: in the reader's browser, from a server of files or from a folder, in both languages."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from support.sample_archive import write_archive
from support.serving import SALON

if TYPE_CHECKING:
    from browser.conftest import Visit


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("copy")
    write_archive(root / "archive.db")
    subprocess.run([*SALON, "publish", "static", "public", "--db", "archive.db", "-q"], check=True, cwd=root)
    return root / "public"


@pytest.fixture(scope="module")
def copy(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


FOUND = {
    "联邦": ["联邦学习综述"],
    "聯邦學習": ["联邦学习综述"],
    "ＦＥＤＥＲＡＴＥＤ": ["联邦学习综述"],
    "federated learning": ["联邦学习综述"],
    "强化 入门": ["强化学习入门"],
    "reinforcement learning": ["强化学习入门"],
    "li xiaohong": ["联邦学习综述", "强化学习入门"],
    "lixiaohong": ["联邦学习综述", "强化学习入门"],
    "李小红": ["联邦学习综述", "强化学习入门"],
    "没有这个": [],
}


@pytest.mark.parametrize("asked", FOUND)
def test_what_the_served_site_finds_the_copy_finds(desktop: Visit, copy: str, asked: str) -> None:
    """Chinese in either script and width, English, several words, pinyin, pairs of the glossary."""
    page = desktop.page
    desktop.open(f"{copy}/index.html")
    page.get_by_role("searchbox").fill(asked)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    shown = [item for item in page.locator("[data-topic]").all() if item.is_visible()]
    titles = sorted(item.locator("a").first.inner_text() for item in shown)
    assert titles == sorted(FOUND[asked])
    assert page.get_by_role("status").inner_text().startswith(f"{len(titles)} 个结果")


def test_it_narrows_while_one_types_and_leads_on(desktop: Visit, copy: str) -> None:
    page = desktop.page
    desktop.open(f"{copy}/en/search/")
    assert page.locator("[data-topic]:visible").count() == 6
    page.get_by_role("searchbox").fill("feder")
    assert page.locator("[data-topic]:visible").count() == 1
    desktop.keep_screenshot("copy-search")
    desktop.follow(page.locator("[data-topic]:visible a").first)
    assert page.locator("h1").inner_text() == "联邦学习综述" and "/en/topic/" in page.url


def test_it_works_from_a_folder(desktop: Visit, folder: Path) -> None:
    """Opened as a file, where no page may read another: the texts are a script."""
    page = desktop.page
    page.context.unroute_all()
    page.goto((folder / "issue/2/index.html").as_uri())
    page.get_by_role("searchbox").fill("联邦")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    assert page.locator("[data-topic]:visible").count() == 1


def test_without_script_every_topic_is_listed_and_the_page_says_why(without_script: Visit, copy: str) -> None:
    page = without_script.page
    without_script.open(f"{copy}/search/index.html?q=联邦")
    assert page.locator("[data-topic]:visible").count() == 6
    assert "没有脚本" in page.locator("main").inner_text()
    assert page.get_by_role("searchbox").count() == 0


def test_the_page_for_no_address_searches(desktop: Visit, copy: str) -> None:
    page = desktop.page
    desktop.open(f"{copy}/404.html")
    assert "没有这一页" in page.get_by_role("heading", level=1).inner_text()
    desktop.keep_screenshot("copy-404")
    page.get_by_role("searchbox").fill("联邦")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    assert page.locator("[data-topic]:visible").count() == 1
