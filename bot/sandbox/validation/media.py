"""Blocks that show what lies elsewhere: images, videos, remote files."""

from __future__ import annotations

from collections.abc import Mapping

from bot import limits
from bot.sandbox.validation.buttons import one_source
from bot.sandbox.validation.composition import BLOCK_ID, SLACK_FILE, plain
from bot.sandbox.validation.inspection import MESSAGES, Check, Choice, Shape, Str

_SAFE = "https://.+"

SHAPES: Mapping[str, Check] = {
    "image": Shape(
        BLOCK_ID,
        Str("alt_text", limits.IMAGE_ALT_TEXT, required=True),
        Str("image_url", limits.IMAGE_URL),
        SLACK_FILE,
        plain("title", limits.IMAGE_TITLE),
        also=one_source,
    ),
    "video": Shape(
        BLOCK_ID,
        Str("alt_text", required=True),
        plain("title", limits.VIDEO_TITLE, required=True),
        Str("title_url", pattern=_SAFE),
        Str("thumbnail_url", required=True),
        Str("video_url", pattern=_SAFE, required=True),
        plain("description", limits.VIDEO_DESCRIPTION),
        Str("author_name", limits.VIDEO_AUTHOR),
        Str("provider_name"),
        Str("provider_icon_url"),
    ),
    "file": Shape(
        BLOCK_ID,
        Str("external_id", required=True),
        Choice("source", ("remote",), required=True),
        surfaces=MESSAGES,
    ),
}
