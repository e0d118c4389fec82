"""Which form of calls an endpoint takes: tried from the best one down, and remembered for the process."""

from __future__ import annotations

from agent.llm.actions import ActionMode

LADDER = (ActionMode.TOOLS, ActionMode.SCHEMA, ActionMode.JSON)
"""From what strong endpoints do best to what every one can do."""


class Ability:
    """What is known of one endpoint. A mode is settled by the first call that came in it."""

    def __init__(self, asked: ActionMode = ActionMode.AUTO) -> None:
        self.settled = asked is not ActionMode.AUTO
        self._mode = asked if self.settled else LADDER[0]

    @property
    def mode(self) -> ActionMode:
        return self._mode

    def refused(self, mode: ActionMode) -> bool:
        """The endpoint would not take this form; whether there is another one to try.

        One that takes none has another reason, so nothing is learnt from it.
        """
        if self.settled:
            return False
        if mode is self._mode:
            self._mode = LADDER[(LADDER.index(mode) + 1) % len(LADDER)]
        return self._mode is not LADDER[0]

    def answered(self, mode: ActionMode, *, called: bool) -> None:
        """An answer came. One without a call, to a request with tools, may mean that they never arrived."""
        if self.settled or mode is not self._mode:
            return
        if called or mode is not ActionMode.TOOLS:
            self.settled = True
        else:
            self.refused(mode)
