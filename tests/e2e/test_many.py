"""Several people and several goals at once: each gets its own result in its own thread."""

from __future__ import annotations

import asyncio
import csv
import io
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.person import Person
from tests.e2e.conversation import Conversation
from tests.e2e.outcome import kinds, outcome_of
from tests.e2e.talk import settled, talking_office
from tests.support import Office

pytestmark = [pytest.mark.soak, pytest.mark.timeout(180)]  # a busy machine: ten seconds otherwise
CITIES = ("Berlin", "Hamburg", "Munich", "Vienna", "Zurich")


def goal(city: str, count: int) -> str:
    return f"Find {count} SaaS marketing managers in {city} and get their e-mails"


def table(office: Office, messages: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The lines of the file in a thread."""
    files = office.sandbox.slack.workspace.files
    (shared,) = [file["id"] for message in messages for file in message.get("files", [])]
    return list(csv.DictReader(io.StringIO(files.content(shared).decode("utf-8-sig"))))


async def test_five_goals_of_two_people_run_at_once_and_stay_apart(tmp_path: Path, database_url: str) -> None:
    async with talking_office(tmp_path, database_url) as office:
        people: list[Person] = [office.dana, office.max]
        talks = [
            Conversation(office.sandbox, people[number % 2], goal(city, 5 + number))
            for number, city in enumerate(CITIES)
        ]
        async with asyncio.timeout(150):
            await asyncio.gather(*(talk.to_the_end() for talk in talks))
            await settled(office)
        outcome = await outcome_of(office.leadsmith.store)
        assert len(outcome.runs) == len(CITIES)
        assert len(outcome.launches) == 3 * len(CITIES)
        for number, (city, talk) in enumerate(zip(CITIES, talks, strict=True)):
            assert kinds(talk.messages()) == {"plan": 1, "run": 1, "file": 1}
            lines = table(office, talk.messages())
            assert len(lines) == 5 + number
            assert all(any(city in value for value in line.values()) for line in lines), city
