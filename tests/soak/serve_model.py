"""Serves weights on a free port of this machine until its input is closed; has an environment of its own."""

from __future__ import annotations

import sys

import xllamacpp

CONTEXT = 8_192


def main(weights: str, threads: int) -> None:
    """Print the address, and serve."""
    params = xllamacpp.CommonParams()
    params.model.path = weights
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.cpuparams.n_threads = threads
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)  # noqa: T201 - read by whoever started it
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
