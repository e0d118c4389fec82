"""Fixtures that every test may use."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import settings

from bot.sandbox.calls import CallLog
from tests import postgres

# A machine that has other things to do makes an example slow, not wrong.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

Databases = Callable[[], AbstractContextManager[str]]
"""Makes a new, empty database; its URL."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Heavy tests run in CI on the kind of database that `sampled` names, and on the other in `make soak`."""
    for item in items:
        sampled, call = item.get_closest_marker("sampled"), getattr(item, "callspec", None)
        if sampled and call and call.params.get("databases", sampled.args[0]) != sampled.args[0]:
            item.add_marker(pytest.mark.soak)


def pytest_collection_finish() -> None:
    """What was imported stays for ever: garbage is not looked for in it, again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def refusals() -> Iterator[list[tuple[str, str]]]:
    """What any sandbox of this run refused as wrong: method (or action) and error, oldest first."""
    found: list[tuple[str, str]] = []
    note = CallLog.violation

    def noted(log: CallLog, method: str, error: str, *rest: Any) -> None:
        found.append((method, error))
        note(log, method, error, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CallLog, "violation", noted)
        yield found


@pytest.fixture(autouse=True)
def strict(request: pytest.FixtureRequest, refusals: list[tuple[str, str]]) -> Iterator[None]:
    """The bot sends nothing that Slack would refuse as wrong, unless the test says what it provokes."""
    yield
    said = request.node.get_closest_marker("provokes")
    provoked = set(said.args) if said else set()
    met, refusals[:] = list(refusals), []
    assert {error for _, error in met} == provoked, f"Slack refused: {met}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server where databases can be made: the one that is given, else one of our own."""
    given = os.environ.get(postgres.SERVER)
    bin_ = postgres.programs()
    if given:
        yield given
    elif bin_ is None:
        pytest.skip("PostgreSQL is not installed")
    else:
        with postgres.server(bin_) as url:
            yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Databases:
    """Makes databases of one kind; a test that asks for it runs on each kind."""
    if request.param == "sqlite":
        return lambda: nullcontext(f"sqlite:///{mkdtemp(dir=tmp_path)}/leadsmith.db")
    server: str = request.getfixturevalue("postgres_server")
    return lambda: postgres.database(server)


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """The URL of a new, empty database, once on each kind."""
    with databases() as url:
        yield url
