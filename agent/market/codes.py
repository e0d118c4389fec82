"""Short codes for a seat of the market: they look random, and tell industry, city, company and seat."""

from __future__ import annotations

import re

_CITY_BITS, _COMPANY_BITS, _SEAT_BITS = 8, 9, 8
_ALL = 1 << 31
_FACTOR = 1_181_783_497
"""Odd, so that multiplying by it can be undone; large, so that neighbours look nothing alike."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def encode(industry: int, city: int, company: int, seat: int) -> str:
    """The code of a seat."""
    packed = (((industry << _CITY_BITS) | city) << _COMPANY_BITS | company) << _SEAT_BITS | seat
    mixed, text = packed * _FACTOR % _ALL, ""
    while mixed:
        mixed, digit = divmod(mixed, len(_DIGITS))
        text = _DIGITS[digit] + text
    return text or _DIGITS[0]


def decode(code: str) -> tuple[int, int, int, int] | None:
    """Industry, city, company and seat of a code; None for what cannot be one."""
    if not re.fullmatch(r"[0-9a-z]{1,7}", code):
        return None
    packed = int(code, len(_DIGITS)) * pow(_FACTOR, -1, _ALL) % _ALL
    packed, seat = divmod(packed, 1 << _SEAT_BITS)
    packed, company = divmod(packed, 1 << _COMPANY_BITS)
    industry, city = divmod(packed, 1 << _CITY_BITS)
    return industry, city, company, seat
