"""What the addresses show that a redirect passed: logins, guards, error pages, home pages, parking, a move for good."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from scraper.check.ask.addresses import host_key, host_name, is_home, last_segment, site
from scraper.check.ask.answers import Answer
from scraper.check.ask.redirects import Chain
from scraper.check.judge.evidence import Evidence, Strength
from scraper.check.judge.expressions import Expression
from scraper.check.judge.phrases import ARTICLE
from scraper.check.judge.readers.page import LITTLE_TO_READ, has_own, statement
from scraper.check.judge.rules import Knowledge
from scraper.check.judge.siblings import names_an_item
from scraper.check.judge.whole import what_is_beside
from scraper.check.verdicts import Verdict

_NAMED_HOME = re.compile(r"(?:index|default|home|main|portal)(?:\.\w+)?\Z", re.IGNORECASE)
_CERTAIN = re.compile(  # "/404", "/error/404.html", "/static/not-found"; not "/articles/404", not "/blog/gone"
    r"(?:/(?:errors?|static|public|common|pages?|html?|[a-z]{2}(?:-[a-z]+)?))*/\w*?(?:404|410|not[-_]?found)[\w.-]*/?\Z",
    re.IGNORECASE,
)
_GUARDS = (("login_paths", "redirect_to_login"), ("challenge_paths", "challenge"))


def guards(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """A redirect to a login or to a test for browsers, by the name of the address."""
    for name, reason in _GUARDS if chain.redirected else ():
        pattern = knowledge.patterns[name]
        if _leads_to(chain.final_url, pattern) and not _leads_to(chain.url, pattern):
            yield Evidence(Verdict.BLOCKED, reason, "redirect", f"to {chain.final_url}")


def _leads_to(url: str, pattern: Expression) -> bool:
    """Whether the first label of the host or a whole part of the path is such a name."""
    return any(pattern.fullmatch(part) for part in [host_name(url).partition(".")[0], *urlsplit(url).path.split("/")])


def rule_of_the_host(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """A redirect to the page that this host shows for what is gone."""
    for rule in knowledge.host(host_key(chain.url)).of_kind("gone_address") if chain.redirected else ():
        if rule.pattern and rule.pattern.search(chain.final_url):
            saw, details = f"to {chain.final_url}", {"rule": rule.evidence}
            yield Evidence(Verdict.DEAD, "redirect_to_error_page", "redirect", saw, details=details)


def error_page(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """A redirect to an address that is called an error: proof where its page says so, too, or shows nothing.

    `amount` is 2 where one item was asked for and the address can be nothing else: `/404`, not `/articles/404`.
    """
    if not chain.redirected:
        return
    last, page = last_segment(chain.final_url), chain.page
    if not knowledge.patterns["error_paths"].fullmatch(last) or last == last_segment(chain.url):
        return
    said = statement(page, "gone", knowledge.patterns["gone"], knowledge) if page else None
    if page and (has_own(page) or page.prose >= (ARTICLE if said else LITTLE_TO_READ)):
        return
    certain = names_an_item(chain.url) and _CERTAIN.match(urlsplit(chain.final_url).path)
    proved = page is None or page.says_nothing
    if page and said and said.is_main:
        proved = bool(certain) or not what_is_beside(said, page, chain.url, knowledge)
    strength = Strength.PROVES if proved else Strength.POINTS
    saw, amount = f"to {chain.final_url}", 2 if certain else 1
    yield Evidence(Verdict.DEAD, "redirect_to_error_page", "redirect", saw, strength, amount)


def parking(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """A redirect to a host that parks domains."""
    if chain.redirected and knowledge.parking.search(host_name(chain.final_url)) and _is_other_site(chain):
        yield Evidence(Verdict.DEAD, "parked_domain", "redirect", f"to {chain.final_url}")


def home(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """A redirect to a home page; `amount` is 2 where the address named one item of this very host."""
    if not chain.redirected or not is_home(chain.final_url, chain.fragment) or is_home(chain.url):
        return
    meant_so = (
        _is_other_site(chain)
        or _bare(chain.final_url) != _bare(chain.url)
        or bool(_NAMED_HOME.match(last_segment(chain.url)))
    )
    item = not meant_so and names_an_item(chain.url) and not _mentions(chain)
    yield Evidence(
        Verdict.DEAD,
        "redirect_to_home",
        "redirect",
        f"to the home page {chain.final_url}",
        Strength.POINTS,
        amount=2 if item else 1,
    )
    if meant_so:
        saw = f"to the home page of {host_name(chain.final_url)}"
        yield Evidence(Verdict.ALIVE, "ok", "other site", saw, Strength.HINT)


def _is_other_site(chain: Chain) -> bool:
    return site(chain.final_url) != site(chain.url)


def _mentions(chain: Chain) -> bool:
    """Whether the home page speaks of what was asked for."""
    asked = last_segment(chain.url)
    return bool(chain.page and len(asked) > 3 and asked in chain.page.source)


def _bare(url: str) -> str:
    """A host without what only says how it is shown: `www.`, `m.`."""
    return host_name(url).removeprefix("www.").removeprefix("m.")


def moved(chain: Chain, answer: Answer, knowledge: Knowledge) -> Iterator[Evidence]:
    """A first redirect that is permanent."""
    if chain.permanent:
        saw = f"{chain.statuses[0]} to {chain.urls[1]}"
        yield Evidence(Verdict.MOVED, "permanent_redirect", "redirect", saw, Strength.HINT)
