"""What imports are done with: the stores and ports that they use."""

from __future__ import annotations

from dataclasses import dataclass

from agent.clock import Clock
from agent.durable import Durable, Writing
from agent.imports.files import Files
from agent.telling import Telling
from storage.store import Store


@dataclass(frozen=True)
class Shelf(Writing):
    """Dependencies of imports."""

    store: Store
    durable: Durable
    files: Files
    telling: Telling
    clock: Clock
