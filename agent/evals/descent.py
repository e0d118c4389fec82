"""Where a smooth function is lowest: limited-memory BFGS (Nocedal and Wright, Numerical Optimization 7.2)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Slope = Callable[[Floats], tuple[float, Floats]]
"""How high the function is somewhere, and how it rises from there in each direction."""
Moves = Sequence[tuple[Floats, Floats]]

_KEPT = 6
_ENOUGH = 1e-4
"""How much of what the slope promises a step must bring."""
_HALVINGS = 12


def lowest(slope: Slope, start: Floats, steps: int) -> Floats:
    """Where so many steps downhill from the start lead; fewer, if no step leads down."""
    at, (height, rise) = start, slope(start)
    moves: deque[tuple[Floats, Floats]] = deque(maxlen=_KEPT)
    for _ in range(steps):
        way = -_bent(rise, moves)
        promised = float(way @ rise)
        for halved in range(_HALVINGS):
            moved = way * np.float32(0.5**halved)
            below, rise_there = slope(at + moved)
            if below <= height + _ENOUGH * 0.5**halved * promised:
                break
        else:
            return at
        if float(moved @ (rise_there - rise)) > 0:
            moves.append((moved, rise_there - rise))
        at, height, rise = at + moved, below, rise_there
    return at


def _bent(rise: Floats, moves: Moves) -> Floats:
    """The slope, with how it changed over the last moves taken into account."""
    bent, shares = rise.copy(), []
    for moved, changed in reversed(moves):
        shares.append(float(moved @ bent) / float(moved @ changed))
        bent -= np.float32(shares[-1]) * changed
    if moves:
        moved, changed = moves[-1]
        bent *= np.float32(float(moved @ changed) / float(changed @ changed))
    for (moved, changed), share in zip(moves, reversed(shares), strict=True):
        bent += np.float32(share - float(changed @ bent) / float(moved @ changed)) * moved
    return bent
