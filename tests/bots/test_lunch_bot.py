"""A synchronous Bolt app over Socket Mode cannot tell the sandbox from Slack."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import Sandbox
from tests.bots.driver import Driver, eventually

pytestmark = pytest.mark.long

Office = tuple[Sandbox, Driver]


async def offered(driver: Driver) -> dict[str, Any]:
    await driver.do("send", text="Is there lunch?")
    return await driver.message("Lunch is at noon.")


async def test_a_message_is_answered_in_its_thread(lunch: Office) -> None:
    _, driver = lunch
    sent = await driver.do("send", text="Is there lunch?")
    assert (await driver.message("Lunch is at noon."))["thread_ts"] == sent["ts"]


async def test_a_mention_in_a_channel_is_answered_there(lunch: Office) -> None:
    _, driver = lunch
    await driver.do("send", text="@app when do we eat?", channel="sales")
    answer = await driver.message("lunch is at noon", "sales")
    assert answer["text"].startswith("<@U0DANAREP1>")


async def test_a_choice_changes_the_message(lunch: Office) -> None:
    _, driver = lunch
    offer = await offered(driver)
    await driver.do("click", where=offer["ts"], action_id="place", value="terrace")
    changed = await driver.message("terrace")
    assert changed["ts"] == offer["ts"]
    assert "edited" in changed


async def test_an_overflow_menu_is_answered_over_its_response_url(lunch: Office) -> None:
    _, driver = lunch
    offer = await offered(driver)
    await driver.do("click", where=offer["ts"], action_id="more", value="prices")
    await driver.whispered("About prices")


async def test_a_form_is_refused_once_has_a_second_page_and_goes_through(lunch: Office) -> None:
    _, driver = lunch
    offer = await offered(driver)
    await driver.do("click", where=offer["ts"], action_id="order")
    form = await driver.view("Your lunch")
    refused = await driver.do("submit", view_id=form["id"], values={"dishes": "many"})
    assert refused["errors"] == {"dishes": "A number, please"}
    await driver.do("click", where=form["id"], action_id="extras")
    extras = await driver.view("Extras")
    assert extras["previous_view_id"] == form["id"]
    await driver.do("submit", view_id=extras["id"], values={"wish": "a candle"})

    async def changed() -> bool:
        return (await driver.view("Your lunch"))["private_metadata"] == "a candle"

    await eventually(changed)
    done = await driver.do("submit", view_id=form["id"], values={"dishes": "3"})
    assert done["errors"] is None
    await driver.message("Ordered 3 dishes and a candle.")
    assert (await driver.see())["views"] == []


async def test_home_is_shown_when_it_is_opened(lunch: Office) -> None:
    _, driver = lunch
    await driver.do("open", tab="home")

    async def home() -> Any:
        return (await driver.see())["home"]

    view = await eventually(home)
    assert view["blocks"][0]["text"]["text"] == "Lunch for <@U0DANAREP1>"


async def test_an_answer_is_streamed(lunch: Office) -> None:
    _, driver = lunch
    await driver.do("send", text="the menu, please")
    streamed = await driver.message("*Pears*")

    async def complete() -> Any:
        message = await driver.message("*Pears*")
        return message if message["streaming_state"] == "completed" else None

    streamed = await eventually(complete)
    assert streamed["text"] == "- *Soup*\n- *Bread*\n- *Pears*\n"
    await driver.do("click", where=streamed["ts"], action_id="order")
    await driver.view("Your lunch")


async def test_a_new_socket_is_opened_when_slack_asks_for_it(lunch: Office) -> None:
    sandbox, driver = lunch
    first = list(sandbox.slack.socket._connections)
    await driver.ask("refresh")

    async def anew() -> bool:
        now = sandbox.slack.socket._connections
        return sandbox.slack.socket.connections == 1 and now != first

    await eventually(anew)
    await offered(driver)


async def test_a_lost_event_reaches_the_bot_at_the_second_attempt(lunch: Office) -> None:
    sandbox, driver = lunch
    await driver.ask("faults", method="delivery", kind="timeout")
    await offered(driver)
    names = [entry.name for entry in sandbox.calls.entries]
    assert "message (retry 1)" in names
