"""Time zones as Slack tells them, remembered for a while, and what stands in for them."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackClientError

from agent.scheduling.proposal import Zone
from bot.zones import Zones
from tests.contracts.zones import TimeZonesContract


class Client:
    """Answers users.info with one zone, or fails."""

    def __init__(self, tz: str | None) -> None:
        self.tz = tz
        self.error: Exception | None = None
        self.asked = 0

    async def users_info(self, *, user: str) -> dict[str, Any]:
        self.asked += 1
        if self.error is not None:
            raise self.error
        return {"user": {"id": user, "tz": self.tz}}


class TestSlacksZones(TimeZonesContract):
    def knowing(self, name: str | None) -> Zones:
        client: Any = Client(name)
        return Zones(client)


async def zone(client: Any, times: int = 1) -> Zone:
    zones = Zones(client)
    for _ in range(times):
        found = await zones.of("U1")
    return found


async def test_slack_is_asked_once_in_a_while() -> None:
    client = Client("Europe/Berlin")
    assert await zone(client, times=3) == Zone("Europe/Berlin")
    assert client.asked == 1


@pytest.mark.parametrize("name", [None, "", "Nowhere/At all", "../secrets", "America"])
async def test_utc_stands_in_for_what_is_no_zone(name: str | None) -> None:
    assert await zone(Client(name)) == Zone("UTC", known=False)


async def test_utc_stands_in_when_slack_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    client: Any = Client("Asia/Kolkata")
    client.error = SlackClientError("down")
    zones = Zones(client)
    assert await zones.of("U1") == Zone("UTC", known=False)
    client.error = None
    assert await zones.of("U1") == Zone("Asia/Kolkata")
    client.error = SlackClientError("down")
    monkeypatch.setattr("bot.zones.REMEMBER_SECONDS", 0)
    assert await zones.of("U1") == Zone("Asia/Kolkata")
