"""What of a page no person sees: it never becomes text, so that nothing hidden for machines is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from agent.pages.colours import WHITE, Colour, Transparent, alike, colour
from agent.pages.styles import declarations, hides, rules

_SKIPPED_WORDS = (
    "audio button canvas datalist dialog embed head iframe input map math meter noscript object option "
    "progress script select style svg template textarea video"
)
SKIPPED = frozenset(_SKIPPED_WORDS.split())
"""Elements whose content is no text of the page."""
_HIDING_WORDS = (
    "a11y-hidden d-none display-none hidden hide invisible is-hidden offscreen screen-reader-only "
    "screen-reader-text sr-only u-hidden visually-hidden visuallyhidden"
)
_HIDING = frozenset(_HIDING_WORDS.split())
_SHOWN_LATER = re.compile(r"^\w+:(?:!?)(?:block|flex|grid|inline\S*|table\S*|contents|not-sr-only|visible)$")
"""Tailwind's `hidden md:block` is seen on any larger screen."""
_CONSENT = re.compile(r"cookie|consent|gdpr|cmp-|onetrust", re.IGNORECASE)
_BANNER = 1_500
"""Characters that a cookie banner has at most; a bigger box of that name holds the page itself."""
_MOST_RULES = 2_000
_COLOURS = frozenset({"color", "background", "background-color"})


@dataclass(frozen=True)
class Ground:
    """What a text stands on: the colour below it (None: not known), and its own colour."""

    below: Colour | None = WHITE
    ink: Colour | None = None

    @property
    def unreadable(self) -> bool:
        return self.below is not None and self.ink is not None and alike(self.below, self.ink)


@dataclass
class Sheet:
    """The page's own style sheets: what they hide and colour, by element."""

    hidden: set[int] = field(default_factory=set)
    coloured: dict[int, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: LexborHTMLParser) -> Sheet:
        sheet = cls()
        text = "\n".join(node.text() for node in tree.css("style"))
        for count, (selector, style) in enumerate(rules(text)):
            if count >= _MOST_RULES:
                break
            colours = {name: value for name, value in style.items() if name in _COLOURS}
            if hides(style) or colours:
                sheet._apply(tree, selector, colours, hidden=hides(style))
        return sheet

    def _apply(self, tree: LexborHTMLParser, selector: str, colours: dict[str, str], *, hidden: bool) -> None:
        if ":" in selector:
            # What holds while it is pointed at or for a part of it (`:hover`, `::before`) does not hold now.
            return
        try:
            nodes = tree.css(selector)
        except ValueError:
            return
        for node in nodes:
            if hidden:
                self.hidden.add(node.mem_id)
            if colours:
                self.coloured.setdefault(node.mem_id, {}).update(colours)


def is_hidden(node: LexborNode, sheet: Sheet, style: dict[str, str]) -> bool:
    """Whether this element, and all that is in it, is not seen."""
    attributes = node.attributes
    tag = node.tag or ""
    if tag in SKIPPED or "hidden" in attributes or (attributes.get("aria-hidden") or "").lower() == "true":
        return True
    if "inert" in attributes or (hides(style) if style else node.mem_id in sheet.hidden):
        return True
    if node.mem_id in sheet.hidden and "display" not in style and "visibility" not in style:
        return True
    names = (attributes.get("class") or "").split()
    if _HIDING & set(names) and not any(_SHOWN_LATER.match(each) for each in names):
        return True
    sized = {attributes.get("width"), attributes.get("height")} & {"0", "1"}
    return bool(sized) or _is_banner(node, names)


def _is_banner(node: LexborNode, names: list[str]) -> bool:
    named = " ".join((*names, node.attributes.get("id") or ""))
    return (
        bool(_CONSENT.search(named))
        and len(node.text(deep=True)) < _BANNER
        and node.tag not in {"body", "main"}
    )


def ground_of(node: LexborNode, sheet: Sheet, style: dict[str, str], above: Ground) -> Ground:
    """What the text of this element stands on."""
    colours = {**sheet.coloured.get(node.mem_id, {}), **style}
    old = {"background-color": node.attributes.get("bgcolor"), "color": node.attributes.get("color")}
    colours = {**{name: value for name, value in old.items() if value}, **colours}
    ground = above
    for name in ("background", "background-color"):
        if name in colours:
            found = colour(colours[name])
            ground = ground if isinstance(found, Transparent) else replace(ground, below=found)
    if "color" in colours:
        ink = colour(colours["color"])
        # Ink that shows what is below it cannot be read either.
        ground = replace(ground, ink=ground.below if isinstance(ink, Transparent) else ink)
    return ground


def style_of(node: LexborNode) -> dict[str, str]:
    """The element's own declarations."""
    style = node.attributes.get("style")
    return declarations(style) if style else {}
