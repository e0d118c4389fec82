"""The order of tasks that a text insists on is kept."""

from __future__ import annotations

import pytest

from agent.planner.reading import read
from agent.planner.work import Task


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("like the posts of my leads, then connect", (Task.LIKE, Task.CONNECT)),
        ("connect with my leads and then like their posts", (Task.CONNECT, Task.LIKE)),
        ("connect with my leads after liking their posts", (Task.LIKE, Task.CONNECT)),
        ("before connecting with my leads, like their posts", (Task.LIKE, Task.CONNECT)),
        ("scrape these company pages, then find employees", (Task.COMPANY_DATA, Task.FIND)),
        ("connect with CFOs in Texas, then get their emails", (Task.FIND, Task.EMAILS, Task.CONNECT)),
        ("like the posts of my leads and connect", (Task.LIKE, Task.CONNECT)),
    ],
)
def test_tasks_stand_in_the_order_of_doing(text: str, tasks: tuple[Task, ...]):
    assert read(text).tasks == tasks
