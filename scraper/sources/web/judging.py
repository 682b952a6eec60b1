"""Judges whether an answer is still the watched page, before it is stored. The rules are those for links."""

from __future__ import annotations

from functools import cache

from scraper.check.ask.answers import BODY_LIMIT, Answer
from scraper.check.ask.redirects import Chain, page_of
from scraper.check.judge.probe import Comparison
from scraper.check.judge.readers import evidence_in
from scraper.check.judge.rules import Knowledge, read_hosts
from scraper.check.judge.weigh import Question, weigh
from scraper.check.verdicts import REASONS, Judgement, Verdict
from scraper.defaults import SettingsError
from scraper.parse import parse
from scraper.sources import SourceFailed
from scraper.sources.http.client import Response

_OTHER = (Verdict.DEAD, Verdict.BLOCKED, Verdict.UNREACHABLE)
_DOUBTFUL = ("says_gone_unconfirmed", "home_of_another_site", "app_shell", "empty_page")


def refuse_other_than_the_page(answer: Response, media_type: str, is_known: bool) -> None:
    """Returns if an answer is the page that was asked for. `is_known`: an earlier version is stored.

    A page that still announces or recalls a salon is the page, even if it has other words.

    Raises:
        SourceFailed: the answer is a captcha, a login, a notice that the page is gone, away or failed, an empty shell
            instead of text, or the target of a redirect to another page.
    """
    judgement = _judgement(answer)
    is_doubtful = judgement.reason in _DOUBTFUL and (is_known or len(answer.hops) > 1)
    if judgement.verdict not in _OTHER and not is_doubtful:
        return
    sent_on = len(answer.hops) > 1 and judgement.reason.startswith(("redirect", "home"))
    if not sent_on and _is_of_salons(answer.content, media_type):
        return
    meaning = REASONS[judgement.reason][1] if judgement.reason in REASONS else judgement.reason
    where = f" at {answer.url}" if len(answer.hops) > 1 else ""
    raise SourceFailed(
        f"{answer.hops[0][0]}: not stored, since it is no longer the page{where} ({meaning});"
        " what was stored stays. If it is the page, save it by hand as a file"
    )


def _judgement(answer: Response) -> Judgement:
    """The judgement by the answer alone; no made-up sibling is requested."""
    headers = {name.decode("latin-1").lower(): value for name, value in answer.headers.raw}
    headers.pop("content-encoding", None)  # the content is uncompressed already
    body = answer.content[:BODY_LIMIT]
    last = Answer(answer.url, answer.status, headers, (), body, len(body) == len(answer.content))
    urls, statuses = zip(*answer.hops, strict=True)
    found = weigh(evidence_in(Chain(urls, statuses, last, page_of(last)), _knowledge()), Comparison("unknown"))
    assert not isinstance(found, Question)  # with an unknown sibling a judgement is always reached
    return found


def _is_of_salons(content: bytes, media_type: str) -> bool:
    announcement = parse(content, media_type)
    return bool(announcement.announces or announcement.recap)


@cache
def _knowledge() -> Knowledge:
    try:
        return read_hosts()
    except SettingsError as error:
        raise SourceFailed(str(error)) from None
