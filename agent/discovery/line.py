"""One request to a source, and what its answer means: the same for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

import httpx2
from pydantic import BaseModel, ValidationError

from agent.discovery.source import (
    BrokenError,
    OutOfCreditError,
    RefusedError,
    SlowError,
    ThrottledError,
)

DocumentT = TypeVar("DocumentT", bound=BaseModel)
SECONDS = 8.0
"""How long a source may take."""


@dataclass(frozen=True)
class Line:
    """The way to one source."""

    title: str
    http: httpx2.AsyncClient
    seconds: float = SECONDS

    async def ask(self, expected: type[DocumentT], method: str, url: str, **request: Any) -> DocumentT:
        """What it answers, parsed; raises a `SourceError`."""
        try:
            reply = await self.http.request(method, url, timeout=self.seconds, **request)
        except httpx2.TimeoutException:
            raise SlowError(f"{self.title} took too long.") from None
        except httpx2.HTTPError as error:
            raise BrokenError(f"{self.title} cannot be reached ({type(error).__name__}).") from None
        if not reply.is_success:
            self._refuse(reply)
        try:
            return expected.model_validate_json(reply.content)
        except ValidationError:
            raise BrokenError(f"{self.title} gave an answer that I cannot read.") from None

    def _refuse(self, reply: httpx2.Response) -> NoReturn:
        match reply.status_code:
            case 401 | 403:
                raise RefusedError(f"{self.title} does not accept the key.")
            case 402:
                raise OutOfCreditError(f"{self.title} says that the account has no credit left.")
            case 429:
                raise ThrottledError(f"{self.title} asks for patience.")
        said = reply.text[:500].lower()
        if "token_invalid" in said:
            raise RefusedError(f"{self.title} does not accept the key.")
        if "credit" in said:
            raise OutOfCreditError(f"{self.title} says that the account has no credit left.")
        raise BrokenError(f"{self.title} failed ({reply.status_code}).")
