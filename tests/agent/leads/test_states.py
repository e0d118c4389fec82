"""A lead's states and decisions: every move of the table, and no other."""

from __future__ import annotations

from typing import cast

import pytest

from agent.errors import StaleError
from agent.leads.states import NEXT, Standing, move
from storage.models import Decision, Lead, LeadState
from tests.storage import rows

EVERY: tuple[Standing, ...] = (*LeadState, *Decision)


def standing(lead: Lead, kind: Standing) -> Standing:
    return lead.decision if isinstance(kind, Decision) else lead.state


def put(at: Standing) -> Lead:
    return rows.lead(decision=at) if isinstance(at, Decision) else rows.lead(state=at)


def test_the_table_knows_every_state_and_keeps_the_two_kinds_apart() -> None:
    assert NEXT.keys() == set(EVERY)
    for at, nexts in NEXT.items():
        assert all(type(each) is type(at) and each is not at for each in nexts)


@pytest.mark.parametrize("at", EVERY)
def test_a_lead_moves_as_the_table_says_and_to_stay_is_no_move(at: Standing) -> None:
    for to in cast("tuple[Standing, ...]", tuple(type(at))):
        lead = put(at)
        if to in NEXT[at] or to is at:
            move(lead, to)
            assert standing(lead, to) is to
        else:
            with pytest.raises(StaleError):
                move(lead, to)
            assert standing(lead, at) is at


def test_who_wants_no_mail_gets_none_for_ever() -> None:
    assert NEXT[LeadState.UNSUBSCRIBED] == frozenset()
    assert all(LeadState.UNSUBSCRIBED in NEXT[state] for state in LeadState if state != "unsubscribed")
