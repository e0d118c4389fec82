"""Long checks over many labelled texts: every tenth of them in CI, all of them in `make soak`."""

from __future__ import annotations

import pytest

some_or_all = pytest.mark.parametrize(
    "every",
    [
        pytest.param(10, marks=(pytest.mark.long, pytest.mark.timeout(240)), id="a tenth"),
        pytest.param(1, marks=(pytest.mark.soak, pytest.mark.timeout(1200)), id="all"),
    ],
)
