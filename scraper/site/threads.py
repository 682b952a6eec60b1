"""Threads for queries: a visitor's query takes no thread from our pages, and does not keep a stopped server alive.

Datasette runs all queries in one pool. SQLite cannot be interrupted within one call of a function, so a few queries
could block the whole pool. Here the requests for our pages (any route of a plugin) have a pool of their own.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import Executor, Future
from contextvars import ContextVar
from queue import SimpleQueue
from threading import Thread, local
from typing import Any

from datasette import hookimpl
from datasette.plugins import pm

Application = Callable[[Any, Any, Any], Awaitable[None]]
Job = tuple[Future[Any], Callable[[], Any]]

_is_our_page: ContextVar[bool] = ContextVar("is_our_page", default=False)
_thread = local()


def is_ours() -> bool:
    """Whether this thread answers only our own pages; Datasette gives each thread its own connection."""
    return getattr(_thread, "is_ours", False)


class DaemonPool(Executor):
    """A fixed number of threads, started with the first job; the process ends without waiting for them."""

    def __init__(self, threads: int, is_ours: bool) -> None:
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._threads = threads
        self._is_ours = is_ours
        self._has_begun = False

    def submit(self, call: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Queues a call and returns its future, like every executor of `concurrent.futures`."""
        if not self._has_begun:
            self._has_begun = True
            for _ in range(self._threads):
                Thread(target=_work, args=(self._jobs, self._is_ours), name="salon-query", daemon=True).start()
        future: Future[Any] = Future()
        self._jobs.put((future, lambda: call(*args, **kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Lets the threads end after the submitted calls; never waits, since a call may take long."""
        for _ in range(self._threads if self._has_begun else 0):
            self._jobs.put(None)


def _work(jobs: SimpleQueue[Job | None], is_ours: bool) -> None:
    _thread.is_ours = is_ours
    while (job := jobs.get()) is not None:
        _answer(*job)
        del job  # else the thread keeps it, with its connection, until the next job


def _answer(future: Future[Any], call: Callable[[], Any]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(call())
    except BaseException as error:  # whoever waits for the future gets it
        future.set_exception(error)


class Pools(Executor):
    """One pool for our pages and one for all other requests; the request being answered decides between them."""

    def __init__(self, threads: int) -> None:
        self._ours, self._visitors = DaemonPool(threads, True), DaemonPool(threads, False)

    def submit(self, call: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        pool = self._ours if _is_our_page.get() else self._visitors
        return pool.submit(call, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._ours.shutdown()
        self._visitors.shutdown()


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Callable[[Application], Application]:
    """Replaces Datasette's pool by the two pools, and decides for each request which of them it uses."""
    if datasette.executor is not None:
        datasette.executor.shutdown(wait=False)
        datasette.executor = Pools(datasette.setting("num_sql_threads"))
    routes = plugin_routes(datasette)

    def wrap(application: Application) -> Application:
        async def telling(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http":
                path = "/" + scope["path"].removeprefix(datasette.setting("base_url")).lstrip("/")
                _is_our_page.set(any(route.match(path) for route in routes))
            await application(scope, receive, send)

        return telling

    return wrap


def plugin_routes(datasette: Any) -> list[re.Pattern[str]]:
    """Patterns of the paths of our pages, without the prefix of the site."""
    found: Iterable[Any] = pm.hook.register_routes(datasette=datasette)
    return [re.compile(pattern) for routes in found for pattern, _ in routes]
