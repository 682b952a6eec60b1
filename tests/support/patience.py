"""Retries without their waits; that the waits are as long as servers ask for is tested by itself."""

from __future__ import annotations

from typing import Any

import pytest
import stamina


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets stamina wait hundredths of a second between attempts, as many as it makes."""
    original = stamina.retry_context

    def hurried(**options: Any) -> Any:
        return original(**{**options, "wait_initial": 0.01, "wait_max": 0.01, "wait_jitter": 0.01})

    monkeypatch.setattr(stamina, "retry_context", hurried)
