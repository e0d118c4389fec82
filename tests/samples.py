"""Long checks over many labelled texts: every fifth of them in CI, all of them in `make soak`."""

from __future__ import annotations

import pytest

some_or_all = pytest.mark.parametrize(
    "every",
    [
        pytest.param(5, marks=(pytest.mark.long, pytest.mark.timeout(240)), id="a fifth"),
        pytest.param(1, marks=(pytest.mark.soak, pytest.mark.timeout(1200)), id="all"),
    ],
)
