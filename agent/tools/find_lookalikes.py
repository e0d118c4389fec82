"""Companies like one's best customers: what is needed for it is asked in a window."""

from __future__ import annotations

import re

from pydantic import Field

from agent.icp.pasted import sites
from agent.llm.toolbox import Arguments
from agent.tools.heard import Heard
from agent.tools.shown import Offered
from agent.tools.tool import Outcome, Reading, Tool, Turn

SURE = 0.97
LIMIT = 1_500
ASKS = "I can find companies like your best customers. I need your website and five to fifteen of them."
_OURS = (
    r"(?:ours|mine|us|(?:our|my|these|those|the)(?: (?:very|current|existing))?"
    r"(?: (?:best|top|good|favou?rite|ideal))*(?: (?:customers|clients|accounts|ones|companies))?)"
)
_THEY = r"(?:(?:new|more|other|some|further) )*(?:customers|clients|companies|accounts|businesses|prospects)"
_SAID = re.compile(
    r"(?:(?:please|can you|could you|i want to|i'd like to|let's|help me|we need to) )*"
    rf"(?:(?:find|show|get|search|look for|search for|give|suggest)(?: (?:me|us))? {_THEY}"
    rf"(?: that are| who are| which are)?(?: like| similar to| that look like| which look like) {_OURS}"
    rf"|(?:find|show|get|search for)(?: (?:me|us))? look-?a?likes?(?: (?:of|for|to) {_OURS})?"
    rf"|look-?alikes (?:of|for|to) {_OURS}"
    r"|(?:finde|suche|zeig)(?: (?:mir|uns|bitte))* (?:(?:neue|mehr|weitere) )?(?:kunden|firmen|unternehmen)"
    r" wie (?:unsere|die)(?: besten)?(?: kunden)?"
    r"|(?:trouve|cherche)[zr]?(?:-(?:moi|nous))? (?:des|d'autres) (?:clients|entreprises) comme les nôtres"
    r"|(?:encuentra|busca)(?:me|nos)? (?:más )?(?:clientes|empresas) como (?:los nuestros|las nuestras)"
    r")[ ?.!]*(?:please|bitte)?[ ?.!]*",
    re.IGNORECASE,
)


class LookalikeArguments(Arguments):
    customers: str = Field(
        "", max_length=LIMIT, description="Their best customers with sites, as they wrote them."
    )


def read(heard: Heard) -> Reading[LookalikeArguments] | None:
    """Only what says it whole, with or without a list of customers behind a colon or on further lines."""
    if heard.memory.feedback:
        return None
    said, _, rest = re.sub(r"[:\n]", "\0", heard.text.strip(), count=1).partition("\0")
    if _SAID.fullmatch(said.strip()) is None or (rest.strip() and not sites(rest)):
        return None
    arguments = LookalikeArguments(customers=rest.strip()[:LIMIT])
    return Reading(arguments, SURE, "Find customers like ours", "companies like your best customers")


async def run(_turn: Turn, arguments: LookalikeArguments) -> Outcome:
    return Outcome(
        "They are asked for their website and customers.", Offered(text=ASKS, pasted=arguments.customers)
    )


FIND_LOOKALIKES = Tool(
    "find_lookalikes",
    "Find companies like the person's best customers, with contacts. They give the customers in a window.",
    LookalikeArguments,
    read,
    run,
)
