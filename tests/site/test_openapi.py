"""What a served archive answers fits its description, whatever is asked: what the description allows, and what not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from support.sample_archive import write_archive
from support.serving import serving

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]
OPERATIONS = [found.ok() for found in schemathesis.openapi.from_path(
    Path(__file__).with_name("openapi.yml")).get_all_operations()]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    write_archive(folder / "archive.db")
    with serving(["--db", "archive.db", "--allow-sql"], folder) as address:
        yield address


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.path)
def test_answers_are_as_described(operation: schemathesis.APIOperation, site: str, soak: bool) -> None:
    """What the description allows is answered as it says; what it does not allow is no error of the server's."""

    asked = 0

    @settings(
        max_examples=250 if soak else 12,
        deadline=None,
        derandomize=not soak,
        database=None,
        phases=(Phase.generate,),  # a request that fails is told as it is: to find its least form takes minutes
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE))
    def ask(case: schemathesis.Case) -> None:
        nonlocal asked
        asked += 1
        case.call_and_validate(base_url=site, checks=CHECKS)

    ask()
    print(f"{operation.path}: {asked} requests answered as described")
