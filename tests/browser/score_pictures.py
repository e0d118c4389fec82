"""Pictures of what a walk shows, where somebody asks for them: LEADSMITH_PICTURES names the folder."""

from __future__ import annotations

import os
from pathlib import Path

from tests.browser.visitor import Visitor


async def picture(visitor: Visitor, name: str) -> None:
    """Keep what the page shows now."""
    folder = os.environ.get("LEADSMITH_PICTURES")
    if folder:
        await visitor.page.wait_for_timeout(150)
        await visitor.page.screenshot(path=str(Path(folder) / f"score-{name}.png"))
