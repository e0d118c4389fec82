"""Programs that a bench runs: environments of their own, servers that are ready when they say so."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

HERE = Path(__file__).parent
INSTALLING_SECONDS = 240
READY_SECONDS = 60
RUNNING_SECONDS = 180
_OURS = ("SLACK_", "LEADSMITH_", "OPENAI_", "DATABASE_URL", "PORT")


class MissingError(Exception):
    """What a bench needs cannot be had on this machine."""


def prepared(name: str) -> str:
    """The interpreter of an environment with `requirements-{name}.txt`, which is made the first time."""
    folder = HERE / f".venv-{name}"
    python, done = folder / "bin/python", folder / ".done"
    if not done.exists():
        wanted = HERE / f"requirements-{name}.txt"
        print(f"Installing {wanted.name}, once ...", file=sys.stderr)
        pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", str(wanted)]
        try:
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
            subprocess.run(pip, check=True, timeout=INSTALLING_SECONDS, stderr=subprocess.DEVNULL)
        except (subprocess.SubprocessError, OSError) as error:
            raise MissingError(f"{wanted.name} could not be installed in {INSTALLING_SECONDS} s") from error
        done.touch()
    return str(python)


def environment(**settings: str) -> dict[str, str]:
    """This process's environment, but without what Leadsmith reads, with these settings and our modules."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**plain, "PYTHONPATH": os.pathsep.join((str(HERE), str(HERE.parent))), **settings}


def output(command: Sequence[str], said: str = "", **settings: str) -> str:
    """What a program prints until its end, told this on its standard input."""
    env, pipe = environment(**settings), subprocess.PIPE
    try:
        done = subprocess.run(
            command, input=said, env=env, check=True, stdout=pipe, text=True, timeout=RUNNING_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise MissingError(f"it did not end in {RUNNING_SECONDS} s") from error
    return done.stdout


@contextmanager
def speaking(command: Sequence[str], **settings: str) -> Iterator[str]:
    """A server, by the first line that it prints."""
    pipe, env = subprocess.PIPE, environment(PYTHONUNBUFFERED="1", **settings)
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=env) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.kill()


@contextmanager
def serving(command: Sequence[str], port: int, settings: Mapping[str, str]) -> Iterator[int]:
    """A server on a port, by the number of its process, once it answers there."""
    with subprocess.Popen(command, env=environment(**settings)) as server:
        try:
            _answers(f"http://127.0.0.1:{port}/health", server)
            yield server.pid
        finally:
            server.kill()


def _answers(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            asked(url)
        except HTTPError as error:
            if error.code == 404:  # noqa: PLR2004 - it serves, and has no such page
                return
        except OSError:
            pass
        else:
            return
        time.sleep(0.01)
    raise MissingError(f"{url} does not answer")


def asked(url: str, body: Mapping[str, str] | None = None) -> Any:
    """What an address of this machine answers."""
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=READY_SECONDS) as answer:
        return json.load(answer)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
