"""Who may do what: the whole table."""

from __future__ import annotations

import pytest

from agent.errors import NotAllowedError
from agent.roles import MAY, Act, Actor, Approver, LeadScope, Policy, Role, may, require, require_decider

OWNER = "U1"
STRICT = Policy(
    approvers=frozenset({Approver.MANAGERS}),
    manager_leads=LeadScope.OWN,
    connections=Role.MANAGER,
    settings=Role.MANAGER,
)
TABLE: dict[tuple[str, Act], str] = {
    # The owner as a rep, another rep, a manager, an admin.
    ("usual", Act.APPROVE): "x.xx",
    ("usual", Act.DECIDE): "x.xx",
    ("usual", Act.OWN): "x..x",
    ("usual", Act.SEE_LEADS): "x.xx",
    ("usual", Act.CHANGE_LEADS): "x.xx",
    ("usual", Act.CONNECT): "xxxx",
    ("usual", Act.SETTLE): "...x",
    ("usual", Act.GOVERN): "...x",
    ("strict", Act.APPROVE): "..x.",
    ("strict", Act.DECIDE): "x.xx",
    ("strict", Act.OWN): "x..x",
    ("strict", Act.SEE_LEADS): "x..x",
    ("strict", Act.CHANGE_LEADS): "x..x",
    ("strict", Act.CONNECT): "..xx",
    ("strict", Act.SETTLE): "..xx",
    ("strict", Act.GOVERN): "...x",
    ("alone", Act.APPROVE): "x...",
    ("alone", Act.DECIDE): "x..x",
    ("alone", Act.OWN): "x..x",
    ("alone", Act.SEE_LEADS): "x.xx",
    ("alone", Act.CHANGE_LEADS): "x.xx",
    ("alone", Act.CONNECT): "...x",
    ("alone", Act.SETTLE): "...x",
    ("alone", Act.GOVERN): "...x",
}
POLICIES = {
    "usual": Policy(),
    "strict": STRICT,
    "alone": Policy(approvers=frozenset({Approver.AUTHOR}), connections=Role.ADMIN),
}


def people(policy: Policy) -> list[Actor]:
    others = ((OWNER, Role.REP), ("U2", Role.REP), ("U3", Role.MANAGER), ("U4", Role.ADMIN))
    return [Actor("T1", user, role, policy) for user, role in others]


@pytest.mark.parametrize(("named", "act"), list(TABLE))
def test_who_may(named: str, act: Act) -> None:
    found = "".join("x" if may(each, act, OWNER) else "." for each in people(POLICIES[named]))
    assert found == TABLE[named, act]


@pytest.mark.parametrize(("named", "act"), list(TABLE))
def test_whoever_may_not_is_told_who_may(named: str, act: Act) -> None:
    for actor in people(POLICIES[named]):
        if may(actor, act, OWNER):
            require(actor, act, OWNER)
            continue
        with pytest.raises(NotAllowedError, match=r"^Only .* can .*\.$") as caught:
            require(actor, act, OWNER)
        shown = [name in str(caught.value) for name in ("<@U1>", "manager", "admin")]
        able = [may(each, act, OWNER) for each in people(POLICIES[named])]
        assert shown == [able[0], *able[2:]]


def test_every_act_has_a_rule_and_a_line_in_the_table() -> None:
    assert {act for _, act in TABLE} == set(Act) == set(MAY)


def test_the_words_of_a_refusal() -> None:
    with pytest.raises(NotAllowedError) as caught:
        require_decider(Actor("T1", "U2"), OWNER)
    assert str(caught.value) == "Only <@U1>, a manager or an admin of this workspace can decide that."
    with pytest.raises(NotAllowedError, match=r"^Only a manager can approve that\.$"):
        require(Actor("T1", OWNER, Role.REP, STRICT), Act.APPROVE, OWNER)


def test_a_policy_survives_being_kept_and_somebody_always_approves() -> None:
    assert Policy.model_validate(STRICT.model_dump(mode="json")) == STRICT
    assert Policy.model_validate({}) == Policy()
    with pytest.raises(ValueError, match="approvers"):
        Policy(approvers=frozenset())
    with pytest.raises(ValueError, match="settings"):
        Policy.model_validate({"settings": "rep"})
