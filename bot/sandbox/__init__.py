"""A local Slack: Web API, Socket Mode and a page, for trying the bot and for its tests."""

from bot.sandbox.core import Options
from bot.sandbox.errors import NotAnsweredError
from bot.sandbox.faults import Fault, FaultKind, Faults
from bot.sandbox.identity import Credentials
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox

__all__ = ["Credentials", "Fault", "FaultKind", "Faults", "NotAnsweredError", "Options", "Person", "Sandbox"]
