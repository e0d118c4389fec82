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
    """One delivery, which attempt it is and, if that was asked for, what is wrong with it."""

    kind: Kind
    payload: Payload
    attempt: int = 0
    reason: str = ""
    fault: str = ""


class Route(Protocol):
    """Delivers a parcel and returns the payload of its acknowledgement.

    Raises NotAnsweredError when the app did not acknowledge in time. `signed` is whether it carries a
    signature, which a wrong clock breaks.
    """

    signed: bool

    async def send(self, parcel: Parcel) -> Payload | None: ...

    async def close(self) -> None:
        """Close every connection to the app."""
