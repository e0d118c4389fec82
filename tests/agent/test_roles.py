"""Who may decide."""

from __future__ import annotations

import pytest

from agent.errors import NotAllowedError
from agent.roles import Actor, require_decider


@pytest.mark.parametrize("actor", [Actor("T1", "U1"), Actor("T1", "U9", admin=True)])
def test_the_owner_and_admins_may_decide(actor: Actor) -> None:
    require_decider(actor, "U1")


def test_nobody_else_may_and_is_told_who_can() -> None:
    with pytest.raises(NotAllowedError, match="Only <@U1> or an admin of this workspace can decide that"):
        require_decider(Actor("T1", "U2"), "U1")
