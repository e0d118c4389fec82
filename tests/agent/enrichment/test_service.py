"""Whom somebody means whose address they want."""

from __future__ import annotations

import pytest

from tests.agent.enrichment.seeking import kept_lead
from tests.workshop import DANA, WORKSPACE, Workshop


@pytest.mark.parametrize(
    ("name", "company", "theirs"),
    [
        ("Jane Doe", "Dropbox Inc.", True),
        ("jane doe", "dropbox", True),
        ("Jane Doe", "Box", False),
        ("Jane Doe", "Elsewhere", False),
    ],
)
async def test_a_lead_is_meant_by_name_and_whole_words_of_the_company(
    workshop: Workshop, name: str, company: str, *, theirs: bool
) -> None:
    lead = await kept_lead(workshop, name="Jane Doe", company="Dropbox Inc.")
    async with workshop.store.transaction(WORKSPACE) as repos:
        meant = await workshop.contacts.somebody(repos, DANA, name, company)
        assert (meant.id == lead.id) is theirs


@pytest.mark.parametrize("name", ["ŁUKASZ ÖZDEMİR", "łukasz özdemi̇r", "Łukasz Özdemir"])
async def test_a_name_is_the_same_however_it_is_written(workshop: Workshop, name: str) -> None:
    lead = await kept_lead(workshop, name="Łukasz Özdemir", company="Acme")
    async with workshop.store.transaction(WORKSPACE) as repos:
        assert (await workshop.contacts.somebody(repos, DANA, name, "Acme")).id == lead.id
