"""What a phrase cannot be taken for: the reason, as a sentence."""

from __future__ import annotations


class UnclearError(ValueError):
    """The phrase says too little, or what cannot be; the message tells the person why."""
