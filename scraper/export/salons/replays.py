"""The states of replays, in the same words for every export, feed and command."""

from __future__ import annotations

# The states, best first, in Chinese and English.
REPLAY_STATES = {
    "watchable": ("可看", "watchable"),
    "archived": ("存档副本", "archived copy"),
    "unverified": ("未核实", "not verified"),
    "dead": ("已失效", "dead"),
}


def replay_state(state: str | None, archived_url: str | None) -> str:
    """One of `REPLAY_STATES`, from `link_states.state` (or `None`) and the address of an archived copy (or `None`)."""
    if state in ("alive", "moved"):
        return "watchable"
    if state in ("dead", "invalid"):
        return "archived" if archived_url else "dead"
    return "unverified"


def watch_url(url: str, state: str | None, archived_url: str | None) -> str:
    """The address to watch: the archived copy of a dead replay, if one is known; else the replay itself."""
    return archived_url if archived_url and replay_state(state, archived_url) == "archived" else url


def state_words(found: str) -> str:
    """The name of a state in both languages: `可看 watchable`."""
    return " ".join(REPLAY_STATES[found])


def replay_text(name: str, url: str, state: str | None, archived_url: str | None) -> str:
    """A line about a replay: its state, `name`, and its dead address where the line is for a copy."""
    found = replay_state(state, archived_url)
    return f"回放 Replay（{state_words(found)}）: {name}" + (f"（原 was {url}）" if found == "archived" else "")
