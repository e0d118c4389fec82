from __future__ import annotations

from bot.sandbox.masking import HIDDEN, masked

COOKIE = "AQED" + "a1_-" * 10


def test_a_credential_is_hidden_by_its_field_and_by_its_look() -> None:
    state = {"account:linkedin": {"field": {"type": "plain_text_input", "value": "s3cret"}}}
    element = {"type": "plain_text_input", "action_id": "session_cookie", "initial_value": "s3cret"}
    text = {"text": f"here: {COOKIE}!", "value": "kept"}
    result = masked({"values": state, "element": element, "message": text})
    assert "s3cret" not in str(result)
    assert result["message"] == {"text": f"here: {HIDDEN}!", "value": "kept"}


def test_what_an_app_signs_in_with_is_hidden_and_what_only_looks_alike_is_not() -> None:
    sent = {"client_secret": "s3cret", "refresh_token": "xoxe-1-abc", "text": "xoxo, the xapp"}
    answered = {"access_token": "xoxe.xoxb-1-def", "authed_user": {"access_token": "xoxp-123"}}
    result = str(masked([sent, answered]))
    assert not [left for left in ("s3cret", "abc", "def", "123") if left in result]
    assert "xoxo, the xapp" in result
