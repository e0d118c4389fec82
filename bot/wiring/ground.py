"""What every use case stands on, and the few things that settings alone decide."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agent.assistant.speakers import Speakers
from agent.clock import Clock, SystemClock
from agent.courtesy import Courtesy
from agent.credentials import Vault
from agent.durable import Durable
from agent.pages.resolver import Resolver, SystemResolver
from agent.prospecting.parts import Parts
from agent.telling import Telling
from bot.admins import Admins
from bot.files import SlackFiles
from bot.finding import Finding
from bot.settings import Settings
from bot.zones import Zones
from storage.store import Store

_log = logging.getLogger(__name__)
KEY_FILE = "secret.key"


@dataclass(frozen=True)
class Outside:
    """What is outside of Leadsmith: the time, where hosts and contact providers are, and who is asked.

    `provider_urls` are where contact providers are, by name, where that is not the vendors' own place;
    `resolver` knows where the hosts of pages are: the system's, unless fictional sites are to be read. With
    `parts`, or with what they are made of, there is a search for customers like one's own; without, nobody is
    offered that.
    """

    clock: Clock = field(default_factory=SystemClock)
    resolver: Resolver = field(default_factory=SystemResolver)
    provider_urls: Mapping[str, str] = field(default_factory=dict)
    parts: Parts[Any] | Finding | None = None


@dataclass(frozen=True)
class Ground:
    """What every use case stands on."""

    store: Store
    durable: Durable
    telling: Telling
    courtesy: Courtesy
    speakers: Speakers
    zones: Zones
    admins: Admins
    files: SlackFiles
    outside: Outside

    @property
    def clock(self) -> Clock:
        return self.outside.clock


def vault_of(settings: Settings) -> Vault:
    """The vault for the operator's key; without one, a key that the data folder keeps."""
    if settings.secret_key is not None:
        return Vault.of(settings.secret_key.get_secret_value())
    path: Path = settings.data / KEY_FILE
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(Vault.new_key())
    if settings.database_url is not None:
        _log.warning("LEADSMITH_SECRET_KEY is not set: accounts are sealed with %s on this machine", path)
    return Vault.of(path.read_text())
