"""Platforms of their own are told by name and by link, and tasks there are read."""

from __future__ import annotations

import pytest

from agent.planner.reading import read
from agent.planner.work import Origin, Task


@pytest.mark.parametrize(
    ("text", "origin", "tasks"),
    [
        ("followers of https://www.instagram.com/acme.example/", Origin.INSTAGRAM, (Task.FIND,)),
        ("enrich these instagram profiles", Origin.INSTAGRAM, (Task.PROFILE_DATA,)),
        ("follow the followers of acme on twitter", Origin.X, (Task.FIND, Task.FOLLOW)),
        ("read these tiktok profiles", Origin.TIKTOK, (Task.PROFILE_DATA,)),
        ("members of our facebook group", Origin.FACEBOOK, (Task.FIND,)),
        ("crunchbase data of these companies", Origin.CRUNCHBASE, (Task.COMPANY_DATA,)),
        ("plumbers in Dallas on yellow pages", Origin.DIRECTORIES, (Task.FIND,)),
        ("instagram pages of restaurants in Lyon from google maps", Origin.GOOGLE_MAPS, None),
    ],
)
def test_where_and_what(text: str, origin: Origin, tasks: tuple[Task, ...] | None):
    goal = read(text)

    assert goal.origin is origin
    assert tasks is None or goal.tasks == tasks


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("find CFOs in Texas and add them to HubSpot", Task.SAVE_TO_CRM),
        ("enrich our salesforce contacts", Task.SAVE_TO_CRM),
        ("verify the emails of my leads", Task.VERIFY_EMAILS),
        ("score my leads with AI", Task.ASK_AI),
        ("websites of these companies", Task.DOMAIN),
    ],
)
def test_newer_tasks_are_read(text: str, task: Task):
    assert task in read(text).tasks
