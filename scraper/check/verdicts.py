"""What a check can say of a link: the verdict (what an organizer should do), the reason (why), and the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """The closed vocabulary of `link_checks.verdict`, worst news first, as reports sort them."""

    DEAD = "dead"
    INVALID = "invalid"
    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"
    UNVERIFIABLE = "unverifiable"
    MOVED = "moved"
    ALIVE = "alive"


REASONS: Mapping[str, tuple[Verdict, str]] = {
    "ok": (Verdict.ALIVE, "a 2xx answer, and nothing that speaks against it weighs more"),
    "incomplete": (Verdict.ALIVE, "a 2xx answer that broke off or stalled after a beginning that can be read"),
    "alive_text": (Verdict.ALIVE, "the page holds a text that a rule of `data/hosts.yml` takes as proof"),
    "api_says_alive": (Verdict.ALIVE, "the site's own API knows it"),
    "permanent_redirect": (Verdict.MOVED, "alive, and the first hop is a 301 or 308"),
    "http_404": (Verdict.DEAD, "404, twice"),
    "http_410": (Verdict.DEAD, "410"),
    "no_such_host": (Verdict.DEAD, "the name does not exist, while others resolve in the same run"),
    "redirect_to_home": (Verdict.DEAD, "redirected, by the server or by the page, to the site's home page"),
    "redirect_to_error_page": (Verdict.DEAD, "redirected to an address that is an error page by its name or by a rule"),
    "parked_domain": (Verdict.DEAD, "the domain is for sale or parked"),
    "says_gone": (Verdict.DEAD, "a 2xx page says that it is gone"),
    "says_gone_as_made_up": (Verdict.DEAD, "it speaks of absence, and a made-up address is answered the same"),
    "api_says_gone": (Verdict.DEAD, "the site's own API says that it does not exist, or no longer does"),
    "http_4xx": (Verdict.BLOCKED, "401, 403, 412, 451, 999 and every other refusal, as `http_403`"),
    "rate_limited": (Verdict.BLOCKED, "429 again and again, or with a longer wait than a run accepts"),
    "challenge": (Verdict.BLOCKED, "a captcha or a test for browsers, with any status"),
    "says_refused": (Verdict.BLOCKED, "a 2xx page that says access is refused"),
    "redirect_to_login": (Verdict.BLOCKED, "redirected, by the server or by the page, to a login"),
    "login_page": (Verdict.BLOCKED, "answered with a login form"),
    "http_5xx": (Verdict.UNREACHABLE, "the server failed, three times, as `http_503`"),
    "timeout": (Verdict.UNREACHABLE, "no whole answer in time"),
    "refused": (Verdict.UNREACHABLE, "nothing listens there"),
    "reset": (Verdict.UNREACHABLE, "the connection broke"),
    "empty_reply": (Verdict.UNREACHABLE, "the connection was closed without an answer"),
    "no_route": (Verdict.UNREACHABLE, "the network did not reach the host"),
    "name_not_resolved": (Verdict.UNREACHABLE, "the name did not resolve, and it may be the resolver's fault"),
    "tls_expired": (Verdict.UNREACHABLE, "the certificate has expired"),
    "tls_untrusted": (Verdict.UNREACHABLE, "the certificate is self-signed, or of an unknown authority"),
    "tls_wrong_host": (Verdict.UNREACHABLE, "the certificate is another host's"),
    "tls_error": (Verdict.UNREACHABLE, "no TLS could be agreed on, such as plain HTTP on a TLS port"),
    "bad_answer": (Verdict.UNREACHABLE, "the answer breaks HTTP: status line, header, length, chunk or compression"),
    "away_for_now": (Verdict.UNREACHABLE, "a 2xx page whose title or heading says that it is away for now"),
    "says_failed": (Verdict.UNREACHABLE, "a 2xx page that says an error happened"),
    "redirect_loop": (Verdict.UNREACHABLE, "redirected in a circle"),
    "too_many_redirects": (Verdict.UNREACHABLE, "more than ten redirects"),
    "redirect_without_target": (Verdict.UNREACHABLE, "a redirect whose Location is missing, malformed or a script"),
    "failed": (Verdict.UNREACHABLE, "anything else that went wrong; the evidence says what"),
    "same_as_made_up": (Verdict.UNVERIFIABLE, "a made-up address is answered the same, as single-page apps do"),
    "app_shell": (Verdict.UNVERIFIABLE, "a page without text that scripts fill in, and nothing to compare it with"),
    "says_gone_unconfirmed": (Verdict.UNVERIFIABLE, "it speaks of absence, but not clearly enough"),
    "home_of_another_site": (Verdict.UNVERIFIABLE, "redirected to a home page, and it may be meant so"),
    "empty_page": (Verdict.UNVERIFIABLE, "nothing to see: no content, or an empty page"),
    "app_scheme": (Verdict.UNVERIFIABLE, "redirected to an app, such as `weixin://`"),
    "api_unclear": (Verdict.UNVERIFIABLE, "only the site's API can decide, and it gave no clear answer"),
    "malformed": (Verdict.INVALID, "not an address"),
    "other_scheme": (Verdict.INVALID, "neither http nor https"),
    "private_address": (Verdict.INVALID, "inside the own network, where published links are not followed"),
}
"""Every reason with its verdict and meaning; `http_4xx` and `http_5xx` mean the status itself."""


def meaning(reason: str) -> str:
    """What a reason says, in words; statuses by their hundred."""
    general = f"http_{reason[5]}xx" if reason.startswith("http_") and reason not in REASONS else reason
    return REASONS[general][1] if general in REASONS else ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reason (a key of `REASONS`, or `http_` and a status) and the evidence that supports it."""

    verdict: Verdict
    reason: str
    evidence: Mapping[str, object] = field(default_factory=dict)


def because(reason: str, **evidence: object) -> Judgement:
    """The judgement for a reason; evidence that is None is left out."""
    return Judgement(REASONS[reason][0], reason, {key: value for key, value in evidence.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One check of one address: what goes into the history.

    `checked_at` is an ISO 8601 instant in UTC with milliseconds; `elapsed_ms` is the time spent in requests alone,
    without the waits politeness asks for; `method` is null where nothing was asked.
    """

    url: str
    checked_at: str
    verdict: Verdict
    reason: str
    http_status: int | None = None
    final_url: str | None = None
    elapsed_ms: int | None = None
    method: str | None = None
    evidence: Mapping[str, object] = field(default_factory=dict)
    archived_url: str | None = None

    @property
    def id(self) -> int:
        """The primary key of its row: the same check is the same row in every build."""
        from scraper.records import stable_id  # all that archives hold, which a check of addresses needs nothing of

        return stable_id("check", self.url, self.checked_at)
