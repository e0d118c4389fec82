"""Facts for tests, as somebody types them."""

from __future__ import annotations

from agent.scoring.facts import Facts


def facts(**known: str) -> Facts:
    """Facts by field."""
    return Facts.of(known.items())


PERSON = {
    "name": "Ada Berg",
    "email": "ada@berg.example",
    "title": "CTO",
    "company": "Berg AG",
}
EVERYTHING = {
    **PERSON,
    "profile_url": "https://www.linkedin.com/in/ada",
    "website": "https://berg.example",
    "company_info": "Makes pumps",
    "recent_activity": "Spoke at PumpCon",
    "interests": "chess",
    "industry": "Manufacturing",
    "employees": "1,200",
    "sites": "25",
    "locations": "Berlin; Kyiv",
    "spend": "20M",
    "evidence": "integrations, hiring, pricing",
    "integrations": "Slack, HubSpot",
    "buyer_titles": "CFO; Head of Procurement",
    "open_roles": "4",
    "pricing_page": "https://berg.example/pricing",
    "case_studies": "https://berg.example/cases",
    "phone": "+49 30 1234",
    "city": "Berlin",
}
