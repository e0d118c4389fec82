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
