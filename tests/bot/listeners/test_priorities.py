"""The priority list: kept at Home and in its modal, one's own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from agent.roles import Actor
from bot.sandbox import Person
from tests.storage import rows
from tests.support import Message, Office, buttons, press, said

pytestmark = pytest.mark.long

TEAM = "T0SANDBOX1"


def actor(person: Person) -> Actor:
    return Actor(TEAM, person.id)


@pytest.fixture
async def fresh(office: Office) -> AsyncIterator[Office]:
    """An office where nobody has a priority list."""
    for person in (office.dana, office.max):
        async with office.leadsmith.store.transaction(TEAM) as repos:
            for row, _ in await repos.priorities.of(person.id):
                await repos.priorities.remove(person.id, row.id)
    yield office
    office.sandbox.faults.copies = 1


async def texts(office: Office, person: Person | None = None) -> list[str]:
    return [item.text for item in await office.services.priorities.of(actor(person or office.dana))]


async def shows(office: Office, *words: str) -> Message:
    """The list, once it says all of this."""

    def look() -> Message | None:
        views = office.dana.views()
        return views[-1] if views and all(word in said(views[-1]) for word in words) else None

    return await office.until(look)


async def opened(office: Office, label: str = "Add or arrange") -> Message:
    home = await office.home(office.dana, "Priority list")
    await press(office.dana, home["id"], buttons(home)[label])
    return await shows(office, "What should come first?")


async def test_entries_are_added_one_after_another_and_home_shows_them(fresh: Office) -> None:
    view = await opened(fresh)
    assert await fresh.dana.submit(view["id"], {"text:0": "visit Berg"}) is None
    view = await shows(fresh, "1. visit Berg")
    assert await fresh.dana.submit(view["id"], {"text:1": "write to <@U1>"}) is None
    await shows(fresh, "2. write to &lt;@U1&gt;")
    assert await texts(fresh) == ["visit Berg", "write to <@U1>"]
    await fresh.home(fresh.dana, "visit Berg")
    assert await texts(fresh, fresh.max) == []
    await fresh.home(fresh.max, "Nothing yet.", without="visit Berg")


async def test_entries_are_arranged_done_and_removed(fresh: Office) -> None:
    for word in ("one", "two", "three"):
        await fresh.services.priorities.add_text(actor(fresh.dana), word)
    view = await opened(fresh)
    for action, entry, left in (
        ("first", "three", ["three", "one", "two"]),
        ("up", "one", ["one", "three", "two"]),
        ("done", "three", ["one", "two"]),
        ("remove", "two", ["one"]),
    ):
        ids = {item.text: item.id for item in await fresh.services.priorities.of(actor(fresh.dana))}
        await fresh.dana.click(view["id"], f"priority_{action}", block_id=f"item:{ids[entry]}")
        view = await shows(fresh, *(f"{number}. {text}" for number, text in enumerate(left, start=1)))
    await fresh.until(lambda: "two" not in said(fresh.dana.views()[-1]))
    assert await texts(fresh) == ["one"]


async def test_done_at_home_takes_it_off(fresh: Office) -> None:
    await fresh.services.priorities.add_text(actor(fresh.dana), "visit Berg")
    home = await fresh.home(fresh.dana, "visit Berg")
    await press(fresh.dana, home["id"], buttons(home)["Done"])
    await fresh.until(lambda: "visit Berg" not in said(fresh.dana.home()))
    assert await texts(fresh) == []


async def test_a_long_list_has_pages(fresh: Office) -> None:
    for number in range(17):
        await fresh.services.priorities.add_text(actor(fresh.dana), f"entry {number}")
    view = await opened(fresh, "All 17")
    assert list(buttons(view)).count("Next") == 1
    await press(fresh.dana, view["id"], buttons(view)["Next"])
    view = await shows(fresh, "page 2 of 2", "17. entry 16")
    await press(fresh.dana, view["id"], buttons(view)["Previous"])
    await shows(fresh, "page 1 of 2", "1. entry 0")


async def test_too_many_are_declined_at_the_field(fresh: Office) -> None:
    async with fresh.leadsmith.store.transaction(TEAM) as repos:
        for number in range(100):
            entry = {"id": f"entry{number}", "owner": fresh.dana.id, "position": number}
            repos.priorities.add(rows.priority(TEAM, text=f"entry {number}", **entry))
    view = await opened(fresh, "All 100")
    wrong = await fresh.dana.submit(view["id"], {"text:0": "one more"})
    assert wrong == {"text:0": "Your priority list has 100 entries. Take something off first."}


async def test_nothing_happens_twice_when_slack_delivers_everything_twice(fresh: Office) -> None:
    await fresh.services.priorities.add_text(actor(fresh.dana), "one")
    fresh.sandbox.faults.copies = 2
    view = await opened(fresh)
    assert await fresh.dana.submit(view["id"], {"text:0": "two"}) is None
    view = await shows(fresh, "2. two")
    await press(fresh.dana, view["id"], buttons(view)["Up"])
    await shows(fresh, "1. two", "2. one")
    assert await texts(fresh) == ["two", "one"]
