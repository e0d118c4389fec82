"""What every command that serves does: write a log, listen on a port, wait for its end."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from aiohttp import web

from agent.errors import InvalidError

CHATTY = ("slack_bolt", "slack_sdk", "aiohttp.access", "alembic", "dbos", "httpx2", "openai")


def log_to_stderr(level: str) -> None:
    """Readable lines; the libraries' chatter only when it matters."""
    logging.basicConfig(
        level=level.upper(), stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(logging.WARNING)


_ARENA_MAX = -8
"""M_ARENA_MAX of glibc's malloc.h."""


def share_heap() -> None:
    """Let all threads share one heap where the C library is glibc, which gives each its own: 4 MB less.

    Before there are threads; where it is not glibc nothing changes.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


@contextmanager
def loading() -> Iterator[None]:
    """Make what stays for ever: garbage is not collected meanwhile, and never looked for in it.

    There is none, and looking through it takes a tenth of a second, again and again, in which nobody is
    answered.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


async def until_stopped() -> None:
    """Return when somebody ends the process politely."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    await stop.wait()


async def listen(
    app: web.Application, host: str, port: int, *, otherwise: str = "set PORT to another one"
) -> web.AppRunner:
    """Serve an HTTP application. `otherwise` is what to do when the port is taken."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise InvalidError(f"Port {port} is taken: {otherwise}.") from error
    return runner
