"""The one place that weighs: from everything that was seen to a verdict, or to a question for a made-up sibling.

The order is: what the site's own API says; refused or login; away for now; gone by proof; what a page says as a whole;
what only points, once a sibling has been asked; nothing there; and else alive, or moved where the first hop is for
good. All evidence goes with the verdict, for it or against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from scraper.check.judge.evidence import Evidence, Strength
from scraper.check.judge.phrases import SOMETHING_TO_READ
from scraper.check.judge.probe import Comparison
from scraper.check.verdicts import Judgement, Verdict, because

MOST = 8
"""Pieces of evidence that are kept for a verdict, and against it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What only a made-up sibling can answer: where it ends (`end`), or whether it shows the same page."""

    end: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """What is more than a statement of some kind: so many fields to fill in, or so much prose beside it.

    `heading`: a line in the text counts for less than a main heading about something else, or a picture, alone.
    """

    fields: int
    prose: float
    heading: bool = False


SCALES: Mapping[str, Scale] = {
    "challenge": Scale(fields=2, prose=300),
    "mark": Scale(fields=2, prose=300),
    "login": Scale(fields=3, prose=300),
    "away": Scale(fields=1, prose=300),
    "refused": Scale(fields=1, prose=60),
    "failing": Scale(fields=1, prose=60, heading=True),
    "gone": Scale(fields=1, prose=60),
    "closed": Scale(fields=1, prose=60),
    "parked": Scale(fields=5, prose=60, heading=True),  # an offer can be made there
}
"""By kind of statement; a player is more than any."""


class Own:
    """What a page has of its own, by what was seen of it."""

    def __init__(self, seen: Iterable[Evidence]) -> None:
        seen = tuple(seen)
        self._amounts = {piece.where: piece.amount for piece in seen if piece.verdict is Verdict.ALIVE}
        self._is_shell = any(piece.reason == "app_shell" for piece in seen)

    def __getitem__(self, where: str) -> float:
        return self._amounts.get(where, 0)

    @property
    def is_shown(self) -> bool:
        """Whether there is a player, or a form to fill in."""
        return bool(self["player"] or self["form"])

    def has_files(self, piece: Evidence) -> bool:
        """Whether there is a file to download, where something is said to be gone: that may be the recording alone."""
        return bool(self["attachment"]) and piece.verdict is Verdict.DEAD

    def may_change(self, piece: Evidence) -> bool:
        """Whether only the title of a page without text says that it is gone: scripts may fill in another one."""
        said = piece.statement
        return bool(self._is_shell and piece.verdict is Verdict.DEAD and said and said.sign.places == {"title"})

    def outweighs(self, piece: Evidence) -> bool:
        """Whether this is more than what the page says there."""
        said = piece.statement
        if said is None:
            return False
        if self.may_change(piece):
            return True
        if said.kind in ("gone", "closed"):  # which is no main statement where anything is beside it
            return False
        scale = SCALES[said.kind]
        if self["player"] or self["form"] >= scale.fields or said.beside >= scale.prose or self.has_files(piece):
            return True
        if not said.is_lone:
            return False
        about_else = self["heading"] and (self["picture"] or self["form"])
        return bool(about_else or (scale.heading and (self["heading"] or self["picture"])))


def weigh(seen: Sequence[Evidence], sibling: Comparison | None = None) -> Judgement | Question:
    """The verdict on all that was seen, with what is for and against it; or what to ask a sibling. Pure."""
    decided = _decided(seen, sibling)
    if isinstance(decided, Question):
        return decided
    pieces = [*seen, sibling_evidence(sibling, decided)] if sibling else seen
    more = sibling.evidence if sibling else {}
    return replace(decided, evidence={**decided.evidence, **more, **_sides(decided.verdict, pieces)})


def _decided(seen: Sequence[Evidence], sibling: Comparison | None) -> Judgement | Question:
    own = Own(seen)
    found = _owner(seen) or _proved(seen, own) or _unclear(seen)
    if found:
        return _by(found, seen)
    pointing = next((piece for piece in seen if _points(piece, own)), None)
    if pointing:
        question = Question(end=pointing.where == "redirect")
        return question if sibling is None else _settled(pointing, seen, own, sibling)
    nothing = next((piece for piece in seen if piece.verdict is Verdict.UNVERIFIABLE and _is_proof(piece)), None)
    if nothing:
        return _by(nothing, seen)
    return _alive(seen, own, sibling)


def _owner(seen: Sequence[Evidence]) -> Evidence | None:
    return next((piece for piece in seen if piece.strength is Strength.OWNER), None)


def _unclear(seen: Sequence[Evidence]) -> Evidence | None:
    """A site's API without a clear answer: only the API could decide, so no sibling is asked."""
    return next((piece for piece in seen if piece.reason == "api_unclear"), None)


def _is_proof(piece: Evidence) -> bool:
    return piece.strength is Strength.PROVES


def _proved(seen: Sequence[Evidence], own: Own) -> Evidence | None:
    """What decides without a sibling: refused, away, gone by proof; a rule of the host; the page's words."""
    for verdict in (Verdict.INVALID, Verdict.BLOCKED, Verdict.UNREACHABLE, Verdict.DEAD):
        for piece in seen:
            stated = verdict is not Verdict.DEAD and piece.reason != "says_failed" and _stands(piece, own)
            if piece.verdict is verdict and (_is_proof(piece) or stated):
                return piece
    rule = next((piece for piece in seen if piece.where == "host rule" and _is_proof(piece)), None)
    standing = [piece for piece in seen if _stands(piece, own)]  # what says that it is gone, before what says it failed
    return rule or next(iter(sorted(standing, key=lambda piece: piece.verdict is not Verdict.DEAD)), None)


def _stands(piece: Evidence, own: Own) -> bool:
    """Whether a statement is what the page as a whole says."""
    return piece.statement is not None and piece.statement.is_main and not own.outweighs(piece)


def _points(piece: Evidence, own: Own) -> bool:
    """Whether evidence of absence is worth asking a sibling about."""
    if piece.verdict is not Verdict.DEAD or piece.strength is not Strength.POINTS:
        return False
    said = piece.statement
    return said is None or (said.sign.is_worth_a_probe and not (said.is_lone and own.is_shown))


def _by(piece: Evidence, seen: Sequence[Evidence]) -> Judgement:
    """The judgement that a piece decides."""
    if piece.verdict is Verdict.ALIVE:
        good = _fine(seen)
        return replace(good if good.verdict is Verdict.MOVED else because(piece.reason), evidence=piece.details)
    for_now = piece.statement and any(other.reason == "away_for_now" for other in seen)
    if piece.verdict is Verdict.DEAD and for_now:
        return replace(because("says_gone_unconfirmed"), evidence=piece.details)
    return Judgement(piece.verdict, piece.reason, piece.details)


def _fine(seen: Iterable[Evidence]) -> Judgement:
    """Alive, or moved where the first hop is permanent."""
    return because("permanent_redirect" if any(piece.verdict is Verdict.MOVED for piece in seen) else "ok")


def _settled(piece: Evidence, seen: Sequence[Evidence], own: Own, sibling: Comparison) -> Judgement:
    """The judgement on what only points, with what a sibling showed."""
    dead, fine = _by(piece, seen), _fine(seen)
    if piece.where == "redirect":
        if sibling.result == "same" or (sibling.result == "unlike" and piece.amount > 1):
            return dead
        if piece.reason != "redirect_to_home":
            reads = own["heading"] and (own["picture"] or own["prose"] >= SCALES["gone"].prose)
            if sibling.result == "unlike" and reads and not any(other.statement for other in seen):
                return fine
            return replace(because("says_gone_unconfirmed"), evidence=piece.details)
        return fine if sibling.result == "unlike" and own["other site"] else because("home_of_another_site")
    unsure = replace(because("says_gone_unconfirmed"), evidence=piece.details)
    said = piece.statement
    if said is None:
        return {"same": dead, "unlike": fine, "unknown": unsure}[sibling.result]
    if own.may_change(piece):
        return unsure
    something = own.is_shown or said.beside >= SOMETHING_TO_READ
    if sibling.result == "same":
        return unsure if own.is_shown else dead
    if sibling.result == "unlike":
        beside = said.is_lone and said.beside >= SCALES[said.kind].prose
        return fine if something or beside or said.sign.is_mere_title else unsure
    return fine if something else unsure


def _alive(seen: Sequence[Evidence], own: Own, sibling: Comparison | None) -> Judgement | Question:
    """Alive, where a sibling is not answered the same."""
    fine = _fine(seen)
    locked = any(piece.verdict is Verdict.ALIVE and piece.strength is Strength.POINTS for piece in seen)
    if locked or not (own["file"] or own["page"]):
        return fine
    if sibling is None:
        return Question()
    if sibling.result == "same":
        hint = next((piece for piece in seen if piece.reason == "says_gone_as_made_up"), None)
        return _by(hint, seen) if hint else because("same_as_made_up")
    shell = any(piece.reason == "app_shell" for piece in seen)
    return because("app_shell") if shell and sibling.result == "unknown" else fine


def sibling_evidence(sibling: Comparison, decided: Judgement) -> Evidence:
    """What a made-up sibling showed, as evidence."""
    same = Verdict.DEAD if decided.verdict is Verdict.DEAD else Verdict.UNVERIFIABLE
    verdict = {"same": same, "unlike": Verdict.ALIVE, "unknown": Verdict.UNVERIFIABLE}[sibling.result]
    return Evidence(verdict, "", "made-up sibling", sibling.words)


def _sides(verdict: Verdict, seen: Sequence[Evidence]) -> dict[str, list[dict[str, str]]]:
    """What was seen, by whether it speaks for the verdict.

    `alive` and `moved` speak for each other; all evidence that the page is not there speaks for `unverifiable`.
    """
    good = (Verdict.ALIVE, Verdict.MOVED)
    said = {word for piece in seen if piece.statement for word in piece.statement.sign.words}
    sides: dict[str, list[dict[str, str]]] = {"for": [], "against": []}
    for piece in seen:
        if piece.verdict is Verdict.ALIVE and any(word in piece.saw or piece.saw in word for word in said):
            continue  # the notice itself is nothing beside it
        agrees = piece.verdict is verdict or (piece.verdict in good and verdict in good)
        if verdict is Verdict.UNVERIFIABLE:
            agrees = piece.verdict not in good
        sides["for" if agrees else "against"].append(piece.record)
    return {side: pieces[:MOST] for side, pieces in sides.items() if pieces}
