"""A pass is good for one search until its end, and nobody can write one but us."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.credentials import Vault
from agent.prospecting.passes import PURPOSE, Pass, PassError, Passes
from tests.workshop import NOW, WEEK, WORKSPACE

OURS = Passes(b"k" * 32)
GRANTED = Pass(WORKSPACE, "5e551017aaaa", NOW + WEEK)
TOKEN = OURS.issue(GRANTED)


@given(
    st.text(),
    st.text(),
    st.datetimes(min_value=NOW.replace(tzinfo=None) + WEEK, timezones=st.just(NOW.tzinfo)),
)
def test_what_is_issued_is_read(workspace: str, session_id: str, until: object):
    granted = Pass(workspace, session_id, until.replace(microsecond=0))
    assert OURS.read(OURS.issue(granted), NOW) == granted


@given(st.integers(0, len(TOKEN) - 1), st.characters())
def test_a_changed_one_is_refused(at: int, other: str):
    changed = TOKEN[:at] + other + TOKEN[at + 1 :]
    if changed == TOKEN:
        return
    with pytest.raises(PassError, match="not one of mine"):
        OURS.read(changed, NOW)


@given(st.text(min_size=1))
def test_anything_else_is_refused(token: str):
    with pytest.raises(PassError):
        OURS.read(token, NOW)


def test_without_one_it_is_said_where_they_are():
    with pytest.raises(PassError, match="Follow elsewhere"):
        OURS.read("", NOW)


def test_it_is_over_when_its_time_is():
    last = GRANTED.until - timedelta(microseconds=1)
    assert OURS.read(TOKEN, last) == GRANTED
    with pytest.raises(PassError, match="is over"):
        OURS.read(TOKEN, GRANTED.until)


def test_another_key_is_another_leadsmith():
    with pytest.raises(PassError):
        Passes(b"x" * 32).read(TOKEN, NOW)


def test_what_another_release_signed_is_said_not_broken_over():
    content = "e30"
    with pytest.raises(PassError, match="cannot read that link"):
        OURS.read(f"{content}.{OURS._signature(content)}", NOW)


def test_its_key_is_not_the_one_that_seals_accounts():
    encoded = Vault.new_key()
    vault = Vault.of(encoded)
    assert vault.derived(PURPOSE) == Vault.of(encoded).derived(PURPOSE)
    assert len({vault.derived(PURPOSE), vault.derived("something else"), vault._key}) == 3
