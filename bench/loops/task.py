"""What every loop is given: the same words, and a tool that answers the same."""

INSTRUCTIONS = "Look at every place you are told of, one after the other. Then be done."
GOAL = "Look at all places."
DESCRIPTION = "Look at a place."
MODEL = "scripted"
KEY = "none"


def seen(at: str) -> str:
    """What a look gives: about as long as what a search for phantoms finds."""
    return f"You see {at}. " + "There are some things to be told of this place. " * 10
