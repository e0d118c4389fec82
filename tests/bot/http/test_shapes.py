"""What Slack sends is let in; what nothing could read is not."""

from __future__ import annotations

from typing import Any

import pytest

from bot.http.shapes import is_slacks

SPOKEN = {"type": "message", "channel": "D1", "ts": "1.1", "user": "U1", "text": "hi"}
EVENT = {"type": "event_callback", "event_id": "Ev1", "team_id": "T1", "event": SPOKEN}
CLICK = {
    "type": "block_actions",
    "user": {"id": "U1", "team_id": "T1"},
    "team": None,
    "enterprise": None,
    "container": {"type": "message"},
    "actions": [{"action_id": "x", "action_ts": "1.1", "type": "button"}],
}
ASKED = {
    "type": "block_suggestion",
    "user": {"id": "U1"},
    "action_id": "x",
    "value": "sa",
    "view": {"blocks": [], "state": {"values": {}}},
}


@pytest.mark.parametrize(
    "body",
    [
        EVENT,
        EVENT | {"authorizations": [{"team_id": "T1", "enterprise_id": None}]},
        EVENT | {"event": {"type": "app_home_opened", "user": "U1", "tab": "home"}},
        CLICK,
        CLICK | {"enterprise": {"id": "E1", "name": "Acme"}, "team": {"id": "T1", "domain": "acme"}},
        {"type": "view_submission", "user": {"id": "U1"}, "view": {"id": "V1", "callback_id": "icp_form"}},
        ASKED,
        {"type": "url_verification", "challenge": "x", "token": "y"},
        {"command": "/leadsmith", "text": "help", "user_id": "U1", "team_id": "T1", "channel_id": "D1"},
        {"ssl_check": "1", "token": "x"},
        {},
    ],
)
def test_what_slack_sends_is_let_in(body: dict[str, Any]):
    assert is_slacks(body)


@pytest.mark.parametrize(
    "body",
    [
        EVENT | {"event": None},
        EVENT | {"event": {"type": None}},
        EVENT | {"event": SPOKEN | {"channel": {}}},
        EVENT | {"event_id": None},
        {"event": "x"},
        CLICK | {"actions": []},
        CLICK | {"actions": ["x"]},
        CLICK | {"user": None},
        CLICK | {"team": 7},
        CLICK | {"enterprise": "x"},
        {"type": "view_submission", "user": {"id": "U1"}},
        {"type": {}},
        ASKED | {"view": None},
        ASKED | {"view": {"blocks": []}},
        ASKED | {"view": {"blocks": [], "state": {"values": {"x": 1}}}},
    ],
)
def test_what_nothing_could_read_is_refused(body: dict[str, Any]):
    assert not is_slacks(body)
