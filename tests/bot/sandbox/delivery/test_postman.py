from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.sandbox import FaultKind, Faults, NotAnsweredError
from bot.sandbox.calls import CallLog
from bot.sandbox.clock import MachineClock
from bot.sandbox.delivery.postman import Postman
from bot.sandbox.delivery.route import Kind, Parcel, Payload


class App:
    """An app at the end of a route: notes what arrives, and answers when it is told to."""

    signed = False

    def __init__(self) -> None:
        self.arrived: list[Parcel] = []
        self.acknowledging = asyncio.Event()
        self.acknowledging.set()
        self.silent_for: set[str] = set()
        self.retries = 9
        self.connections = 1

    async def send(self, parcel: Parcel) -> Payload | None:
        self.arrived.append(parcel)
        await self.acknowledging.wait()
        if text_of(parcel) in self.silent_for:
            raise NotAnsweredError("silence", "timeout", retry=parcel.attempt < self.retries)
        return {"seen": len(self.arrived)}

    async def close(self) -> None:
        self.connections = 0

    @property
    def texts(self) -> list[str]:
        return [text_of(parcel) for parcel in self.arrived]


def text_of(parcel: Parcel) -> str:
    return str(parcel.payload.get("event", parcel.payload).get("text"))


def event(channel: str, text: str) -> dict[str, Any]:
    return {"event": {"type": "message", "channel": channel, "text": text}}


class Office:
    def __init__(self) -> None:
        self.app = App()
        self.faults = Faults()
        self.log = CallLog(MachineClock())
        self.postman = Postman(self.app, self.faults, self.log)

    @property
    def verdicts(self) -> list[str]:
        return [entry.verdict for entry in self.log.entries]


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    made = Office()
    yield made
    await made.postman.close()


async def test_the_next_event_of_a_conversation_waits_for_the_one_before(office: Office) -> None:
    office.app.acknowledging.clear()
    for text in ("a1", "a2"):
        office.postman.event(event("C1", text))
    office.postman.event(event("C2", "b1"))
    await asyncio.sleep(0.01)
    assert office.app.texts == ["a1", "b1"]
    office.app.acknowledging.set()
    await office.postman.idle()
    assert office.app.texts == ["a1", "b1", "a2"]


async def test_many_events_of_a_conversation_keep_their_order(office: Office) -> None:
    texts = [str(number) for number in range(50)]
    for text in texts:
        office.postman.event(event("C1", text))
    await office.postman.idle()
    assert office.app.texts == texts


async def test_what_is_sent_again_does_not_hold_up_the_next(office: Office) -> None:
    office.app.silent_for = {"a1"}
    office.postman = Postman(office.app, office.faults, office.log, retry_seconds=0.02)
    for text in ("a1", "a2"):
        office.postman.event(event("C1", text))
    await office.postman.idle()
    assert office.app.texts.count("a1") == 4
    assert office.app.texts.index("a2") <= 2
    assert [p.attempt for p in office.app.arrived if text_of(p) == "a1"] == [0, 1, 2, 3]


@pytest.mark.parametrize("retries", [0, 1])
async def test_an_app_may_ask_for_no_more(office: Office, retries: int) -> None:
    office.app.silent_for, office.app.retries = {"a"}, retries
    office.postman.event(event("C1", "a"))
    await office.postman.idle()
    assert [parcel.attempt for parcel in office.app.arrived] == list(range(retries + 1))


async def test_what_nobody_waits_for_may_fail_quietly(office: Office) -> None:
    office.app.silent_for = {"None"}
    office.postman.tell(Kind.INTERACTIVE, {"type": "view_closed"})
    await office.postman.idle()
    assert office.verdicts == ["not answered: silence"]


async def test_an_interaction_comes_as_often_as_the_faults_say(office: Office) -> None:
    office.faults.copies = 3
    await office.postman.ask(Kind.INTERACTIVE, {"type": "block_actions"})
    await office.postman.idle()
    assert sorted(office.verdicts) == ["ok", "ok (fault: a copy)", "ok (fault: a copy)"]


async def test_a_window_of_events_arrives_in_another_order_and_the_log_says_so(office: Office) -> None:
    office.faults.reorder = 3
    for text in "abc":
        office.postman.event(event("C1", text))
    await office.postman.idle()
    assert sorted(office.app.texts) == ["a", "b", "c"]
    assert office.app.texts != ["a", "b", "c"]
    assert "ok (fault: out of order)" in office.verdicts


async def test_what_is_held_goes_out_before_the_first_event_in_order(office: Office) -> None:
    office.faults.reorder = 3
    office.postman.event(event("C1", "a"))
    office.faults.reorder = 0
    office.postman.event(event("C1", "b"))
    await office.postman.idle()
    assert office.app.texts == ["a", "b"]


async def test_nothing_goes_out_after_the_end(office: Office) -> None:
    office.faults.reorder = 3
    office.postman.event(event("C1", "a"))
    await office.postman.close()
    await office.postman.idle()
    assert office.app.texts == []


async def test_copies_are_named_in_the_log(office: Office) -> None:
    office.faults.copies = 2
    office.postman.event(event("C1", "a"))
    await office.postman.idle()
    assert sorted(office.verdicts) == ["ok", "ok (fault: a copy)"]


async def test_a_lost_event_is_sent_again(office: Office) -> None:
    office.faults.fail("delivery", FaultKind.TIMEOUT)
    office.postman.event(event("C1", "a"))
    await office.postman.idle()
    assert [parcel.attempt for parcel in office.app.arrived] == [1]
    assert office.verdicts == [
        "not answered: it was lost on the way (fault: timeout before its effect)",
        "ok",
    ]


async def test_a_lost_acknowledgement_delivers_an_event_twice(office: Office) -> None:
    office.faults.fail("delivery", FaultKind.TIMEOUT, after=True)
    office.postman.event(event("C1", "a"))
    await office.postman.idle()
    assert [parcel.attempt for parcel in office.app.arrived] == [0, 1]


async def test_a_dropped_connection_loses_a_click(office: Office) -> None:
    office.faults.fail("delivery", FaultKind.DROPPED)
    with pytest.raises(NotAnsweredError):
        await office.postman.ask(Kind.INTERACTIVE, {"type": "block_actions"})
    assert office.app.connections == 0
    assert await office.postman.ask(Kind.INTERACTIVE, {"type": "block_actions"}) == {"seen": 1}


async def test_faults_of_calls_leave_deliveries_alone(office: Office) -> None:
    office.faults.fail()
    assert await office.postman.ask(Kind.INTERACTIVE, {"type": "block_actions"}) == {"seen": 1}
    assert office.faults.take("auth.test") is not None


async def test_a_wrong_clock_is_no_fault_where_nothing_is_signed(office: Office) -> None:
    office.faults.skew = 60
    await office.postman.ask(Kind.INTERACTIVE, {"type": "block_actions"})
    assert office.verdicts == ["ok"]
