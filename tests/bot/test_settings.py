"""Settings are read from the environment, as people write them."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.settings import Settings


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ({"LEADSMITH_ADMINS": " U1, U2 ,"}, ("admins", frozenset({"U1", "U2"}))),
        ({"SLACK_API_URL": "http://localhost:1/api"}, ("slack_api_url", "http://localhost:1/api/")),
        ({"PORT": ""}, ("port", 8155)),
        ({"LEADSMITH_PUBLIC_URL": "https://l.example/"}, ("address", "https://l.example")),
        ({"PORT": "8200"}, ("address", "http://127.0.0.1:8200")),
        (
            {"LEADSMITH_STREAM_ORIGINS": "https://CRM.example, http://localhost:3000"},
            ("stream_origins", frozenset({"https://crm.example", "http://localhost:3000"})),
        ),
        ({"DATABASE_URL": "postgresql://h/db"}, ("database", "postgresql://h/db")),
    ],
)
def test_settings_are_read_as_people_write_them(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], meant: tuple[str, object]
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert getattr(Settings(), meant[0]) == meant[1]


def test_settings_hide_what_is_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, "planted")
    monkeypatch.setenv("LEADSMITH_SECRET_KEY", "planted")
    assert "planted" not in repr(Settings())


@pytest.mark.parametrize(
    "wrong", ["*", "https://crm.example/", "crm.example", "https://a.example https://b.example"]
)
def test_pages_are_allowed_by_their_origin_alone(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("LEADSMITH_STREAM_ORIGINS", wrong)
    with pytest.raises(ValidationError, match="is no origin"):
        Settings()
