"""Colours of CSS, as far as it takes to see whether somebody wrote white on white."""

from __future__ import annotations

import re

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
_NEAR = 24
"""A channel's difference, of 255, below which a text cannot be told from its ground."""
_HEX = re.compile(r"#([0-9a-f]{3,8})\b")
_RGB = re.compile(r"rgba?\( ?(\d{1,3}) ?[, ] ?(\d{1,3}) ?[, ] ?(\d{1,3}) ?(?:[,/] ?(\d*\.?\d+)(%?) ?)?\)")
_NAMED: dict[str, Colour] = {
    "white": WHITE,
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245),
    "floralwhite": (255, 250, 240),
    "azure": (240, 255, 255),
    "mintcream": (245, 255, 250),
    "black": (0, 0, 0),
    "navy": (0, 0, 128),
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
}
_SHORT = 3
_CLEAR = 0.05


class Transparent:
    """A colour that shows what is below it."""


def colour(value: str) -> Colour | Transparent | None:
    """What a value of `color` or `background` is; None for what is not known, a picture say."""
    text = " ".join(value.lower().split())
    if "url(" in text or "gradient" in text or "var(" in text:
        return None
    if found := _HEX.search(text):
        return _hex(found[1])
    if found := _RGB.search(text):
        share = float(found[4]) / (100 if found[5] else 1) if found[4] else 1.0
        return Transparent() if share < _CLEAR else (int(found[1]), int(found[2]), int(found[3]))
    words = re.findall(r"[a-z]+", text)
    if "transparent" in words:
        return Transparent()
    return next((_NAMED[word] for word in words if word in _NAMED), None)


def _hex(digits: str) -> Colour | Transparent | None:
    if len(digits) in {_SHORT, _SHORT + 1}:
        digits = "".join(each * 2 for each in digits)
    if len(digits) not in {6, 8}:
        return None
    if len(digits) == 8 and int(digits[6:], 16) < 255 * _CLEAR:  # noqa: PLR2004 - two digits of opacity
        return Transparent()
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def alike(one: Colour, other: Colour) -> bool:
    """Whether nobody could read the one on the other."""
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))
