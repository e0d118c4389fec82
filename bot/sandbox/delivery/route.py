"""The port between what happened and the wire that tells the app."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

Payload = dict[str, Any]


class Kind(StrEnum):
    """The three kinds of delivery, as Socket Mode names them."""

    EVENT = "events_api"
    INTERACTIVE = "interactive"
    COMMAND = "slash_commands"


@dataclass(frozen=True)
class Parcel:
    """One delivery, and which attempt it is."""

    kind: Kind
    payload: Payload
    attempt: int = 0
    reason: str = ""


class Route(Protocol):
    """Delivers a parcel and returns the payload of its acknowledgement.

    Raises NotAnsweredError when the app did not acknowledge in time.
    """

    async def send(self, parcel: Parcel) -> Payload | None: ...
