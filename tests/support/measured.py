"""For tests that look at what a process loads or writes: measuring coverage loads modules and writes files itself."""

from __future__ import annotations

import coverage
import pytest

unmeasured = pytest.mark.skipif(
    coverage.Coverage.current() is not None, reason="coverage is measured, which loads modules and writes files itself"
)
