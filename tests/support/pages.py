"""Asks the site for pages, as a browser would, in the process of the test."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from bs4 import BeautifulSoup, Tag
from datasette.app import Datasette

Get = Callable[[str], httpx.Response]


def client_of(path: Path, metadata: dict[str, Any] | None = None, **settings: object) -> Get:
    """A function that asks a Datasette of its own, in this process, for a path."""
    datasette = Datasette([str(path)], metadata=metadata, settings=settings)

    async def get(address: str) -> httpx.Response:
        await datasette.invoke_startup()
        response: httpx.Response = await datasette.client.get(address)
        return response

    return lambda address: asyncio.run(get(address))


def page(get: Get, address: str) -> BeautifulSoup:
    response = get(address)
    assert response.status_code == 200, (address, response.text[:300])
    return BeautifulSoup(response.text, "lxml")


def text_of(get: Get, address: str) -> str:
    main = page(get, address).main
    assert isinstance(main, Tag)
    return " ".join(main.get_text(" ").split())
