"""Deliveries are taken once a workspace."""

from __future__ import annotations

from pathlib import Path

from agent.deliveries import Deliveries
from tests.workshop import workshop_at


async def test_a_delivery_is_taken_once(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        deliveries = Deliveries(shop.store, shop.clock)
        assert await deliveries.first("T1", "click:1")
        assert not await deliveries.first("T1", "click:1")
        assert await deliveries.first("T1", "click:2")
        assert await deliveries.first("T2", "click:1")
