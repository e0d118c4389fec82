from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agent.errors import NotFoundError
from agent.execution.executor import Launch
from agent.execution.journal import MemoryJournal, Record, container_of

AT = datetime(2026, 11, 21, tzinfo=UTC)
LAUNCH = Launch(key="run:1:step:1:attempt:1", script="Email Extractor.js", inputs={"domainname": "a.example"})
RECORD = Record(container_of(LAUNCH.key), LAUNCH, AT)


def test_a_container_tells_nothing_of_its_key_and_stays():
    assert container_of(LAUNCH.key) == container_of(LAUNCH.key)
    assert container_of(LAUNCH.key).isdigit()
    assert container_of("run:1:step:1:attempt:2") != container_of(LAUNCH.key)


async def test_the_first_launch_of_a_key_stays():
    journal = MemoryJournal()
    await journal.add(RECORD)
    later = Record(RECORD.container, LAUNCH, AT + timedelta(hours=1))
    assert await journal.add(later) == RECORD
    assert await journal.get(RECORD.container) == RECORD


async def test_the_first_stop_counts():
    journal = MemoryJournal()
    await journal.add(RECORD)
    await journal.stop(RECORD.container, AT)
    await journal.stop(RECORD.container, AT + timedelta(hours=1))
    assert (await journal.get(RECORD.container)).stopped_at == AT


async def test_an_unknown_container_is_not_found():
    with pytest.raises(NotFoundError):
        await MemoryJournal().get("1")
    with pytest.raises(NotFoundError):
        await MemoryJournal().stop("1", AT)
