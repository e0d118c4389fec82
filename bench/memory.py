"""What a process takes up. `ru_maxrss` will not do: it begins with what the parent took up."""

from __future__ import annotations

import os
import subprocess


def megabytes(process: int | None = None) -> float:
    """The memory of a process, or of this one, at the moment."""
    command = ["ps", "-o", "rss=", "-p", str(process or os.getpid())]
    return int(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout) / 1024
