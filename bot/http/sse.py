"""Server-sent events as bytes (WHATWG HTML, 9.2)."""

from __future__ import annotations

HEARTBEAT = b": still here\n\n"
"""A comment, which clients leave out and proxies take for a sign of life."""


def retry(seconds: float) -> bytes:
    """After how long a client whose connection ended comes back."""
    return f"retry: {round(seconds * 1000)}\n\n".encode()


def event(data: str, id_: str, name: str = "") -> bytes:
    """One event; without a name, browsers hand it to `onmessage`. `data` is JSON: it has no line breaks."""
    said = f"event: {name}\n" if name else ""
    return f"{said}id: {id_}\ndata: {data}\n\n".encode()
