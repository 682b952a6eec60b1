"""The record of a salon with its talks, speakers, papers and links."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from scraper.export.salons.replays import replay_state, replay_text, watch_url
from scraper.export.salons.times import end_after, parse_day, zoned_time
from scraper.records import Status
from scraper.series import Series

Day = date  # inside `Salon` its own field `date` hides the type


@dataclass(frozen=True, slots=True)
class SalonSpeaker:
    id: int
    name: str
    affiliation: str | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a talk; `outline` is of this paper alone, and empty where the talk has one outline for all papers."""

    id: int
    title: str
    outline: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SalonLink:
    """A current link; `url` is http or https, `published_at` the time of the first document with the link.

    `verdict` is that of the newest check, but a dead link stays `dead` until a check finds it alive; `None` without a
    check.
    """

    id: int
    url: str
    kind: str
    label: str | None
    published_at: str | None
    verdict: str | None
    archived_url: str | None

    @property
    def watch_url(self) -> str:
        """The address to watch: of the archived copy for a dead replay that has one."""
        return watch_url(self.url, self.verdict, self.archived_url)

    @property
    def state(self) -> str:
        """The state of a replay, one of `REPLAY_STATES`."""
        return replay_state(self.verdict, self.archived_url)

    @property
    def is_watchable(self) -> bool:
        """Whether the replay or a copy of it may still be watched."""
        return self.state != "dead"

    def replay_text(self, name: str) -> str:
        """A line with the state of a replay and `name`."""
        return replay_text(name, self.url, self.verdict, self.archived_url)


@dataclass(frozen=True, slots=True)
class SalonTalk:
    """A topic of an issue; its times are `HH:MM` in the time zone of the series, `None` where not announced."""

    id: int
    title: str
    track: str | None
    starts_at: str | None
    ends_at: str | None
    abstract: str | None
    outline: tuple[str, ...]
    speakers: tuple[SalonSpeaker, ...]
    papers: tuple[Paper, ...]
    links: tuple[SalonLink, ...]


@dataclass(frozen=True, slots=True)
class Salon:
    """An issue; `links` belong to the issue as a whole, and not to one of its talks.

    `status` is one of `Status`; `previous_dates` are days that were announced earlier, oldest first.
    """

    number: int
    title: str
    date: str | None
    starts_at: str | None
    ends_at: str | None
    mode: str | None
    venue: str | None
    address: str | None
    host: str | None
    theme: str | None
    status: str
    previous_dates: tuple[str, ...]
    announcement_url: str | None
    published_at: str | None
    updated_at: str | None
    talks: tuple[SalonTalk, ...]
    links: tuple[SalonLink, ...]
    series: Series = field(repr=False, compare=False)

    @property
    def called(self) -> str:
        """The name by number alone, such as `第 28 期`."""
        return self.series.called(self.number)

    @property
    def name(self) -> str:
        """Number, title and theme in one line."""
        is_numbered = self.called.replace(" ", "") in self.title.replace(" ", "")
        name = self.title if is_numbered else f"{self.called} {self.title}"
        return f"{name}：{self.theme}" if self.theme and self.theme not in name else name

    @property
    def is_off(self) -> bool:
        """Whether it was cancelled, or postponed and has no new day."""
        return self.status in (Status.CANCELLED, Status.POSTPONED)

    @property
    def day(self) -> Day | None:
        return parse_day(self.date)

    @property
    def begins(self) -> datetime | None:
        """The beginning, in the time zone of the series; `None` where the day or the time of day is not known."""
        return self.at(self.starts_at)

    @property
    def ends(self) -> datetime | None:
        return end_after(self.begins, self.at(self.ends_at))

    def at(self, time_of_day: str | None) -> datetime | None:
        """A time (`HH:MM`) on its day, in the time zone of the series."""
        return zoned_time(self.date, time_of_day, self.series.zone)

    @property
    def speakers(self) -> tuple[SalonSpeaker, ...]:
        """Everyone who speaks in it, each once, in the order of the talks."""
        return tuple({speaker.id: speaker for talk in self.talks for speaker in talk.speakers}.values())

    @property
    def replays(self) -> tuple[SalonLink, ...]:
        """Every replay of the issue or of one of its talks, each address once."""
        links = [*self.links, *(link for talk in self.talks for link in talk.links)]
        return tuple({link.url: link for link in links if link.kind == "replay"}.values())
