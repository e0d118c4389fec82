"""Errors are sentences with a policy: `str(error)` is fit for a person, `retryable` says what to do.

AgentError
├── NotFoundError       what was named does not exist (any more)
├── NotAllowedError     this person may not do that
├── StaleError          a newer version exists, or somebody was first
├── InvalidError        the input is wrong; `field` names where
└── UnavailableError    something we depend on does not answer (retryable)
"""

from __future__ import annotations

from typing import ClassVar


class AgentError(Exception):
    """Anything that Leadsmith can explain to the person who asked."""

    retryable: ClassVar[bool] = False


class NotFoundError(AgentError):
    """What was named does not exist, or no longer does."""


class NotAllowedError(AgentError):
    """This person may not do that."""


class StaleError(AgentError):
    """A newer version exists, or the decision was already made."""


class InvalidError(AgentError):
    """The input is wrong; `field` names which, when one field is to blame."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class UnavailableError(AgentError):
    """Something that Leadsmith depends on does not answer; trying again may help."""

    retryable = True
