from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox.faults import FaultKind, Faults

CALM = {"copies": 1, "latency": 0.0, "reorder": 0, "skew": 0, "planned": []}


def test_nothing_goes_wrong_unless_asked_for() -> None:
    faults = Faults()
    assert faults.take("auth.test") is None
    assert faults.take_delivery() is None
    assert faults.slowness() == ""
    assert faults.state() == CALM


def test_a_change_leaves_the_rest_as_it_was() -> None:
    faults = Faults()
    faults.change({"copies": 3, "skew": -90})
    faults.change({"latency": "0.25", "reorder": 4})
    assert faults.state() == {"copies": 3, "latency": 0.25, "reorder": 4, "skew": -90, "planned": []}
    assert faults.slowness() == "0.25 s slower"


@pytest.mark.parametrize(("asked", "window"), [(True, 5), (False, 0), (2, 2), ("7", 7)])
def test_another_order_may_be_asked_for_by_a_switch(asked: Any, window: int) -> None:
    faults = Faults()
    faults.change({"reorder": asked})
    assert faults.state()["reorder"] == window


def test_a_planned_fault_is_shown_until_it_is_used_up() -> None:
    faults = Faults()
    faults.change({"method": "views.open", "kind": "429", "times": 2, "retry_after": 7, "after": True})
    planned = {"method": "views.open", "kind": "429", "times": 2, "retry_after": 7, "after": True}
    assert json.loads(json.dumps(faults.state()))["planned"] == [planned]
    assert faults.take("auth.test") is None
    for _ in range(2):
        fault = faults.take("views.open")
        assert fault is not None
        assert (fault.kind, fault.retry_after, fault.after) == (FaultKind.RATE_LIMITED, 7, True)
    assert faults.take("views.open") is None
    assert faults.state() == CALM


def test_without_a_method_any_call_fails() -> None:
    faults = Faults()
    faults.change({"kind": "dropped"})
    assert faults.take("users.info") is not None
    assert faults.take("users.info") is None


def test_clear_forgets_everything_and_may_begin_anew() -> None:
    faults = Faults()
    faults.change({"copies": 3, "latency": 1, "kind": "500"})
    faults.fail_each_method_once()
    faults.change({"clear": True, "reorder": 2})
    assert faults.state() == CALM | {"reorder": 2}
    assert faults.take("auth.test") is None


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "meltdown"},
        {"kind": "500", "times": 0},
        {"kind": "429", "retry_after": -1},
        {"copies": 0},
        {"latency": -1},
        {"latency": "inf"},
        {"latency": "nan"},
        {"reorder": "many"},
        {"skew": None},
        {"copies": 2, "latency": "slow", "clear": True},
    ],
)
def test_a_wrong_request_changes_nothing(body: dict[str, Any]) -> None:
    faults = Faults()
    faults.change({"copies": 3})
    with pytest.raises((TypeError, ValueError)):
        faults.change(body)
    assert faults.state() == CALM | {"copies": 3}
