"""A person who wants leads and goes on until they are there, whatever happens to Leadsmith meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from bot.sandbox.errors import NotAnsweredError, SlackError
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox

PATIENCE_SECONDS = 2.0
"""How long a person waits for an answer before clicking again."""
_ORDER = ("run_again", "run_start", "run_inputs", "plan_approve")
"""What a person clicks when it is offered, the furthest first."""


def buttons(message: dict[str, Any]) -> Iterator[str]:
    """The action ids of a message's buttons."""
    for block in message.get("blocks", []):
        if block["type"] == "actions":
            yield from (element["action_id"] for element in block["elements"])


class Conversation:
    """One goal in one thread, carried to its end."""

    def __init__(
        self, sandbox: Sandbox, person: Person, goal: str, patience: float = PATIENCE_SECONDS
    ) -> None:
        self._sandbox = sandbox
        self._patience = patience
        self._person = person
        self.goal = goal
        self.thread_ts = ""

    async def to_the_end(self) -> None:
        """Write the goal, then click what is offered until the run's card says how it ended."""
        self.thread_ts = await self._person.send(self.goal)
        while (offer := self._offer()) is None or offer[1] != "run_again":
            if offer is not None:
                with suppress(NotAnsweredError, SlackError):
                    await self._take(*offer)
            await self._until_other_than(offer)

    def messages(self) -> list[dict[str, Any]]:
        """What Leadsmith wrote into the thread."""
        return self._person.replies(self.thread_ts)

    def _offer(self) -> tuple[str, str] | None:
        """Where there is something to click, and what."""
        offered = {action: message["ts"] for message in self.messages() for action in buttons(message)}
        return next(((offered[action], action) for action in _ORDER if action in offered), None)

    async def _take(self, ts: str, action: str) -> None:
        await self._person.click(ts, action)
        if action == "run_inputs":
            await self._give_inputs()

    async def _give_inputs(self) -> None:
        """Use the demo account, unless that is done, and confirm what is prefilled."""
        view = await self._view(lambda _: True)
        if _asks_for_account(view):
            await self._person.click(view["id"], "connection_demo")
            view = await self._view(lambda view: not _asks_for_account(view))
        await self._person.submit(view["id"])

    async def _view(self, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        def top() -> dict[str, Any] | None:
            return next((view for view in reversed(self._person.views()) if fits(view)), None)

        try:
            return await self._sandbox.until(top, self._patience)
        except TimeoutError:
            raise NotAnsweredError("the modal did not come") from None

    async def _until_other_than(self, offer: tuple[str, str] | None) -> None:
        with suppress(TimeoutError):
            await self._sandbox.until(lambda: self._offer() != offer, self._patience)


def _asks_for_account(view: dict[str, Any]) -> bool:
    return "connection_demo" in str(view["blocks"])
