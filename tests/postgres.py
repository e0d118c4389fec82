"""A throwaway PostgreSQL for tests: `python -m tests.postgres COMMAND …` runs a command beside one."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

SERVER = "LEADSMITH_TEST_POSTGRES"
"""The environment variable with the URL of a server where databases can be created and dropped."""
START_SECONDS = 20.0
_UNPRIVILEGED = ("postgres", "nobody")


def programs() -> Path | None:
    """Where PostgreSQL's own programs are, newest release first; None when it is not installed."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    initdb = shutil.which("initdb")
    return next(iter(installed), Path(initdb).parent if initdb else None)


@contextmanager
def server(bin_: Path) -> Iterator[str]:
    """A server on a free port with its data in a temporary folder; its URL."""
    folder = Path(tempfile.mkdtemp(prefix="leadsmith-postgres-"))
    user = _unprivileged_user()
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"
    init = [bin_ / "initdb", "-D", data, "-U", "leadsmith", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(init, check=True, user=user, stdout=subprocess.DEVNULL, cwd=folder)  # noqa: S603 - ours
    port = _free_port()
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
        "max_connections": "300",
        # The tests kill Leadsmith, never the server: it need not survive a power cut.
        "fsync": "off",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(  # noqa: S603 - as above
            [bin_ / "postgres", "-D", data, *options], user=user, cwd=folder, stdout=log, stderr=log
        )
        try:
            url = f"postgresql://leadsmith@127.0.0.1:{port}/postgres"
            _wait_for(url)
            yield url
        finally:
            running.terminate()
            running.wait()
            shutil.rmtree(folder)


def _unprivileged_user() -> str | None:
    """Whom the server runs as, since it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _UNPRIVILEGED if name in known)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


@contextmanager
def database(server_url: str) -> Iterator[str]:
    """A new, empty database on the server; its URL."""
    name = f"leadsmith_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield f"{server_url.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def main(command: list[str]) -> int:
    """Run a command with the server's URL in its environment; the command's exit code."""
    bin_ = programs()
    if bin_ is None:
        sys.stderr.write("PostgreSQL is not installed: apt-get install postgresql\n")
        return 2
    with server(bin_) as url:
        ended = subprocess.run(command, check=False, env={**os.environ, SERVER: url})  # noqa: S603 - as asked
        return ended.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
