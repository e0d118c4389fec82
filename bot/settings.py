"""Settings: the only reader of the environment."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from agent.llm.actions import ActionMode
from storage.store import async_url

_ORIGIN = re.compile(r"https?://[\w.-]+(:\d{1,5})?", re.ASCII)


class Settings(BaseSettings):
    """What an operator can set; every name is an environment variable in capitals."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore")

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    host: str = Field("0.0.0.0", validation_alias="LEADSMITH_HOST")  # noqa: S104 - a service listens
    port: int = 8155
    public_url: str | None = Field(None, validation_alias="LEADSMITH_PUBLIC_URL")
    stream_origins: Annotated[frozenset[str], NoDecode] = Field(
        frozenset(), validation_alias="LEADSMITH_STREAM_ORIGINS"
    )
    database_url: str | None = None
    data: Path = Field(Path("data"), validation_alias="LEADSMITH_DATA")
    secret_key: SecretStr | None = Field(None, validation_alias="LEADSMITH_SECRET_KEY")
    admins: Annotated[frozenset[str], NoDecode] = Field(frozenset(), validation_alias="LEADSMITH_ADMINS")
    executor_id: str = Field("local", validation_alias="LEADSMITH_EXECUTOR_ID")
    log_level: str = Field("INFO", validation_alias="LEADSMITH_LOG_LEVEL")

    openai_api_key: SecretStr | None = None
    openai_base_url: str | None = None
    openai_model: str = "gpt-4o-mini"
    openai_embedding_model: str | None = None
    openai_price: float | None = Field(None, ge=0)
    openai_action_mode: ActionMode = ActionMode.AUTO
    plan_turns: int = Field(12, validation_alias="LEADSMITH_PLAN_TURNS")
    plan_tokens: int = Field(30_000, validation_alias="LEADSMITH_PLAN_TOKENS")
    plan_seconds: float = Field(60.0, validation_alias="LEADSMITH_PLAN_SECONDS")
    plan_expires_seconds: float = Field(
        timedelta(days=7).total_seconds(), validation_alias="LEADSMITH_PLAN_EXPIRES_SECONDS"
    )

    reader_url: str | None = None
    tavily_api_key: SecretStr | None = None

    row_seconds: float = Field(0.08, validation_alias="LEADSMITH_ROW_SECONDS")
    faults: str = Field("", validation_alias="LEADSMITH_FAULTS")
    tick_seconds: float = Field(1.0, validation_alias=AliasChoices("LEADSMITH_TICK_SECONDS"))

    @field_validator("admins", "stream_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )

    @field_validator("slack_api_url")
    @classmethod
    def _slash(cls, value: str) -> str:
        return value if value.endswith("/") else f"{value}/"

    @field_validator("database_url")
    @classmethod
    def _supported(cls, value: str | None) -> str | None:
        if value is not None:
            async_url(value)
        return value

    @field_validator("stream_origins")
    @classmethod
    def _origins(cls, value: frozenset[str]) -> frozenset[str]:
        for origin in value:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin} is no origin: use https://crm.example, without a path")
        return frozenset(origin.lower() for origin in value)

    @field_validator("reader_url", "public_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("use an address like https://leadsmith.example")
        return value

    @property
    def address(self) -> str:
        """Where our HTTP side is: as given, else on this machine; without a slash at its end."""
        return (self.public_url or f"http://127.0.0.1:{self.port}").rstrip("/")

    @property
    def database(self) -> str:
        """The database's URL: as given, else a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{(self.data / 'leadsmith.db').absolute()}"
