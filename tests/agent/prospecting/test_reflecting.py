"""Reflection follows the policies of domain.md, 002, once each, and a session's states their one table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import StaleError
from agent.prospecting.board import Board
from agent.prospecting.parts import Contact, Found, Knobs
from agent.prospecting.reflecting import Metrics, State, enough, reflect
from agent.prospecting.states import NEXT, is_over, move
from storage.models import ProspectSession, SessionState

AT = datetime(2026, 11, 30, tzinfo=UTC)


def test_pages_that_say_little_raise_the_head_once_then_mean_fewer_pages():
    first = reflect(State(), Metrics(density=1)).state
    assert (first.knobs.head, first.knobs.pages) == (12, 6)
    second = reflect(first, Metrics(density=0)).state
    assert (second.knobs.head, second.knobs.pages) == (12, 4)
    assert reflect(second, Metrics(density=0)).state == second


def test_two_signals_in_two_pages_are_enough():
    assert reflect(State(), Metrics(density=2)).state == State()


def test_fewer_than_ten_candidates_allow_one_expansion():
    first = reflect(State(), Metrics(candidates=9))
    assert first.expand
    assert not reflect(first.state, Metrics(candidates=3)).expand
    assert not reflect(State(), Metrics(candidates=10)).expand


def test_two_timeouts_halve_patience_and_drop_the_optional_vendor():
    assert reflect(State(), Metrics(timeouts=1)).state == State()
    decided = reflect(State(), Metrics(timeouts=2))
    assert decided.state.knobs == replace(Knobs(), seconds=3.0, vendor=False)
    assert decided.notes
    assert reflect(decided.state, Metrics(timeouts=5)).state == decided.state


def test_throttled_means_one_at_a_time():
    assert not reflect(State(), Metrics()).state.throttled
    decided = reflect(State(), Metrics(throttled=True))
    assert decided.state.throttled
    assert not decided.state.knobs.vendor


def test_a_linkedin_address_and_two_who_decide_are_enough():
    two = (Contact("Ada", decides=True), Contact("Bo", decides=True))
    assert enough(Found(two, "https://www.linkedin.com/company/acme"))
    assert not enough(Found(two, ""))
    assert not enough(Found((two[0], Contact("Cy")), "https://www.linkedin.com/company/acme"))


METRICS = st.builds(
    Metrics,
    density=st.none() | st.integers(0, 5),
    candidates=st.none() | st.integers(0, 60),
    timeouts=st.integers(0, 4),
    throttled=st.booleans(),
)


@given(st.lists(METRICS, max_size=12))
def test_whatever_is_measured_knobs_stay_within_their_bounds_and_every_remedy_is_used_once(
    many: list[Metrics],
):
    state, expansions = State(), 0
    for metrics in many:
        decided = reflect(state, metrics)
        assert decided == reflect(state, metrics), "it is pure"
        state, expansions = decided.state, expansions + decided.expand
    assert state.knobs.head in {8, 12}
    assert state.knobs.seconds in {6.0, 3.0}
    assert 4 <= state.knobs.pages <= 6
    assert expansions <= 1


def test_the_board_keeps_what_it_decided_through_the_store():
    board = Board().after_reading(0, 2, None).after_reading(2, 0, 0)
    again = Board.model_validate(board.model_dump(mode="json"))
    assert again == board
    assert (again.knobs.seconds, again.knobs.head, again.timeouts) == (3.0, 12, 2)


def session(state: SessionState) -> Any:
    row = object.__new__(ProspectSession)
    ProspectSession.__init__(
        row, id="1", workspace="T1", owner="U1", channel="", thread_ts="", state=state, version=1, intake={},
        board={}, created_at=AT, moved_at=AT,
    )  # fmt: skip
    return row


NINE = [
    "intake_saved", "seeds_mapped", "confirm_pending", "planning", "toplikes_ready", "profile_ready",
    "candidates_found", "enrichment_running", "summary_emitted",
]  # fmt: skip


def test_the_nine_states_follow_one_another():
    row = session(SessionState.INTAKE_SAVED)
    for name in NINE[1:]:
        move(row, SessionState(name), AT)
    assert row.state is SessionState.SUMMARY_EMITTED


@pytest.mark.parametrize("before", list(SessionState))
@pytest.mark.parametrize("after", list(SessionState))
def test_no_other_move_is_possible(before: SessionState, after: SessionState):
    row = session(before)
    if after is before or after in NEXT[before]:
        move(row, after, AT)
        assert row.state is after
    else:
        with pytest.raises(StaleError):
            move(row, after, AT)
        assert row.state is before


def test_every_state_but_the_ends_can_be_cancelled():
    assert {state for state in SessionState if is_over(state)} == {
        SessionState.CANCELLED,
        SessionState.FAILED,
    }
    assert all(SessionState.CANCELLED in NEXT[state] for state in SessionState if not is_over(state))
