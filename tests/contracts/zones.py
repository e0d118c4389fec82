"""What everything owes its callers that knows time zones; a subclass says how to make one."""

from __future__ import annotations

from agent.assistant.speakers import TimeZones
from agent.scheduling.proposal import Zone


class TimeZonesContract:
    """Subclass, and answer `knowing` with one that knows this zone of U1; of nobody's when it is None."""

    def knowing(self, name: str | None) -> TimeZones:
        raise NotImplementedError

    async def test_a_persons_zone_is_known(self):
        assert await self.knowing("Europe/Berlin").of("U1") == Zone("Europe/Berlin")

    async def test_what_is_not_known_is_utc_and_says_so(self):
        assert await self.knowing(None).of("U1") == Zone("UTC", known=False)

    async def test_asking_again_tells_the_same(self):
        zones = self.knowing("Asia/Kolkata")
        assert await zones.of("U1") == await zones.of("U1")
