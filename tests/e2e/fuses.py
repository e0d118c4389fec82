"""What kills a process of Leadsmith at an instant that a test chooses, as by `kill -9`."""

from __future__ import annotations

import os
import re
import signal
import zlib
from collections import Counter
from pathlib import Path

from dbos import DBOS

_SHARE = re.compile(r"share (\d+) of (\d+)")


class Fuse:
    """Writes down every instant that the process passes; at the chosen one the process is gone."""

    def __init__(self, trace: Path, at: str | None) -> None:
        self._trace = os.open(trace, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._at = at
        self._passed: Counter[str] = Counter()

    def passes(self, instant: str) -> None:
        self._passed[instant] += 1
        name = f"{instant} #{self._passed[instant]}"
        os.write(self._trace, f"{name}\n".encode())
        if name == self._at:
            os.kill(os.getpid(), signal.SIGKILL)


class LongFuse(Fuse):
    """One of `share` of `of` equal shares of all instants: at each of them one of its lives ends.

    An instant is known by its name and its job, so that it is the same one in every life.
    """

    def __init__(self, folder: Path, share: int, of: int) -> None:
        super().__init__(folder / "trace", None)
        self._share, self._of = share, of
        self._deaths = os.open(folder / "deaths", os.O_RDWR | os.O_APPEND | os.O_CREAT)
        self._died = set((folder / "deaths").read_text().splitlines())

    def passes(self, instant: str) -> None:
        name = f"{instant} ({_job()})"
        super().passes(name)
        if zlib.crc32(name.encode()) % self._of == self._share and name not in self._died:
            os.write(self._deaths, f"{name}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)


def share(number: int, of: int) -> str:
    """The name of a share of all instants; the first is 0."""
    return f"share {number} of {of}"


def fuse_of(folder: Path, at: str | None) -> Fuse:
    """The fuse for an instant, for a share of all of them, or for none."""
    found = _SHARE.fullmatch(at or "")
    return LongFuse(folder, int(found[1]), int(found[2])) if found else Fuse(folder / "trace", at)


def _job() -> str:
    """The job that runs, without what is another in each test: found:lane:1, tell."""
    key = DBOS.workflow_id or ""
    kind, _, rest = key.partition(":")
    return rest.partition(":")[2] if kind == "icp" else kind
