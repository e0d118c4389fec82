"""A list of companies that somebody uploaded, as a source: those with the words of a query first."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence

from pydantic import BaseModel, ConfigDict

from agent.discovery.source import PAGE, NoListError, Result

_WORD = re.compile(r"\w{3,}")


class ListedCompany(BaseModel):
    """One line of a list: the company, its own domain, and what else stands there."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    domain: str
    text: str = ""


Companies = Callable[[str], Awaitable[Sequence[ListedCompany]]]
"""The companies that a workspace (by its id) has uploaded; none without a list."""


async def nobody(_workspace: str) -> Sequence[ListedCompany]:
    """No workspace has uploaded any."""
    return ()


class Listed:
    """The list of a workspace. Whoever uploads it wants it looked at, so every line is a result."""

    name, title = "list", "Your list of companies"

    def __init__(self, companies: Companies) -> None:
        self._companies = companies

    async def search(self, workspace: str, query: str, page: int) -> Sequence[Result]:
        companies = await self._companies(workspace)
        if not companies:
            raise NoListError("No list of companies was uploaded.")
        some = ranked(companies, query)[(page - 1) * PAGE : page * PAGE]
        return [Result(each.name, f"https://{each.domain}/", each.text) for each in some]


def ranked(companies: Sequence[ListedCompany], query: str) -> list[ListedCompany]:
    """All of them, those first that share most words with the query; equal ones keep their order."""
    wanted = _words(query)
    return sorted(companies, key=lambda each: -len(wanted & _words(f"{each.name} {each.text}")))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
