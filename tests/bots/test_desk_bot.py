"""An asynchronous Bolt app behind a request URL cannot tell the sandbox from Slack."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from bot.sandbox import Sandbox
from tests.bots.driver import Driver, eventually

pytestmark = pytest.mark.long

Office = tuple[Sandbox, Driver]


async def filled(driver: Driver, owner: str, urgency: str = "low") -> dict[str, Any]:
    """A ticket, searched and filled in."""
    await driver.do("command", command="/ticket", text="The printer", channel="sales")
    form = await driver.view("New ticket")
    await driver.do("suggest", where=form["id"], action_id="owner", text=owner)
    values = {"what": "The printer is out of ink", "owner": owner, "urgency": urgency}
    return await driver.do("submit", view_id=form["id"], values=values)


async def test_a_command_is_answered_in_its_acknowledgement(desk: Office) -> None:
    _, driver = desk
    await driver.do("command", command="/ticket")
    await driver.whispered("What is it about?")


async def test_a_command_is_answered_later_for_one_and_for_all(desk: Office) -> None:
    _, driver = desk
    await driver.do("command", command="/tickets", channel="sales")
    await driver.whispered("Counting", "sales")
    await driver.message("No open tickets.", "sales")


async def test_a_select_is_searched_by_the_app(desk: Office) -> None:
    _, driver = desk
    await driver.do("command", command="/ticket", text="The printer", channel="sales")
    form = await driver.view("New ticket")
    found = await driver.do("suggest", where=form["id"], action_id="owner", text="ra")
    assert [option["value"] for option in found["options"]] == ["grace", "barbara"]


async def test_a_filed_ticket_closes_the_form_and_uploads_a_file(desk: Office) -> None:
    _, driver = desk
    assert (await filled(driver, "grace"))["errors"] is None
    assert (await driver.see())["views"] == []
    shared = await driver.message("Filed.", "sales")
    async with driver.http.get(shared["files"][0]["permalink"]) as response:
        rows = list(csv.reader(io.StringIO(await response.text())))
    assert rows == [["what", "owner"], ["The printer is out of ink", "grace"]]


async def test_an_urgent_ticket_changes_the_form(desk: Office) -> None:
    _, driver = desk
    await filled(driver, "ada", "urgent")
    view = await driver.view("Call")
    assert view["blocks"][0]["text"]["text"] == "Please call ada."


async def test_a_ticket_for_somebody_who_is_away_is_refused(desk: Office) -> None:
    _, driver = desk
    assert (await filled(driver, "alan"))["errors"] == {"owner": "Alan is away"}


async def test_a_mention_is_answered(desk: Office) -> None:
    _, driver = desk
    await driver.do("send", text="@app hello", channel="sales")
    await driver.message("Try /ticket.", "sales")


async def test_a_wrong_clock_is_refused_by_the_signature(desk: Office) -> None:
    sandbox, driver = desk
    await driver.ask("faults", skew=-600)
    await driver.do("send", text="@app hello", channel="sales")

    async def refused() -> bool:
        return any("401" in entry.verdict for entry in sandbox.calls.entries)

    await eventually(refused)
    await driver.ask("faults", clear=True)
