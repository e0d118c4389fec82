"""The company's shared mailbox, when nothing is known of the person: never counted as theirs."""

from __future__ import annotations

from agent.enrichment.provider import Kind, Provider, Tools
from agent.enrichment.wanted import Answer, Candidate, Wanted

_BOXES = ("info", "contact", "hello")


class GenericInbox:
    """Shared mailboxes that most companies have."""

    def __init__(self, _tools: Tools) -> None:
        pass

    async def find(self, person: Wanted) -> Answer:
        if not person.domain:
            return Answer()
        return Answer(tuple(Candidate(f"{box}@{person.domain}", 10) for box in _BOXES))

    async def check(self) -> None:
        """There is no account."""


GENERIC_INBOX: Kind[Provider] = Kind(
    name="generic_inbox",
    title="Shared inbox",
    url="",
    make=GenericInbox,
    again_free=True,
    shared=True,
    most=2,
)
