"""HTML to a page: the text that a person sees, in lines, with its links and its structured data."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from agent.pages.hidden import Ground, Sheet, ground_of, is_hidden, style_of
from agent.pages.items import Items
from agent.pages.language import language_of
from agent.pages.page import Page
from agent.pages.records import records_of
from agent.pages.text import clean
from agent.pages.urls import link
from agent.pages.writing import Writer

MOST_NODES = 60_000
"""Elements and texts that are looked at: no page that people read has more."""
_TITLE = 200
_NAME = 80
_BETWEEN = frozenset({"span", "a", "strong", "label", "small", "time", "address", "abbr", "data"})
"""Elements beside which words do not run together, as `<span>Staff</span><span>40</span>` would."""
_APART = _BETWEEN | {"b", "i", "em", "u", "font", "big", "cite", "mark", "code"}
"""Elements whose words look otherwise than those around them."""


def page_of(url: str, html: str) -> Page:
    """The page of some HTML. Never raises for what the HTML is like."""
    tree = LexborHTMLParser(html)
    base = _base(tree, url)
    writer, items = Writer(), Items()
    if tree.body is not None:
        _walk(tree.body, Sheet.of(tree), (writer, items), base)
    lines = writer.done()
    root = tree.root
    declared = (root.attributes.get("lang") or "") if root is not None else ""
    scripts = [node.text() for node in tree.css('script[type="application/ld+json"]')]
    return Page(
        url=url,
        title=_title(tree),
        language=language_of("\n".join(line.text for line in lines), declared),
        lines=lines,
        links=tuple(writer.links),
        records=records_of(scripts, items.done()),
        site_name=_site_name(tree),
    )


_Takers = tuple[Writer, Items]
"""What takes note of a page as it is walked through: of its lines, and of what it tells machines."""


def _walk(body: LexborNode, sheet: Sheet, takers: _Takers, base: str) -> None:
    """Every element in order, entered and left.

    A loop with a stack of its own: pages nest as deep as they like.
    """
    ground = ground_of(body, sheet, style_of(body), Ground())
    stack: list[tuple[LexborNode, Ground, Iterator[LexborNode]]] = []
    if not is_hidden(body, sheet, style_of(body)):
        stack.append((body, ground, body.iter(include_text=True)))
    seen = 0
    while stack:
        parent, ground, children = stack[-1]
        node = next(children, None)
        seen += 1
        if node is None or seen > MOST_NODES:
            stack.pop()
            _leave(parent, takers, base)
        elif node.is_text_node:
            if not ground.unreadable:
                _say(node.text_content or "", takers)
        elif node.is_element_node:
            style = style_of(node)
            if not is_hidden(node, sheet, style):
                _enter(node, takers)
                stack.append((node, ground_of(node, sheet, style, ground), node.iter(include_text=True)))


def _say(text: str, takers: _Takers) -> None:
    for each in takers:
        each.say(text)


def _enter(node: LexborNode, takers: _Takers) -> None:
    (writer, items), tag = takers, node.tag or ""
    attributes = node.attributes
    items.enter(attributes)
    if tag in _BETWEEN:
        writer.gap()
    if tag in _APART:
        writer.apart()
    if tag == "a":
        writer.anchor()
    elif tag == "table":
        writer.table(layout=_is_layout(node))
    else:
        writer.enter(tag, (attributes.get("role") or "").lower(), attributes.get("class") or "")


def _leave(node: LexborNode, takers: _Takers, base: str) -> None:
    (writer, items), tag = takers, node.tag or ""
    items.leave()
    if tag == "a":
        href = node.attributes.get("href")
        writer.anchored(link(base, href) if href else None)
    else:
        writer.leave(tag)
    if tag in _APART:
        writer.apart()
    if tag in _BETWEEN:
        writer.gap()


def _is_layout(table: LexborNode) -> bool:
    """Whether a table only arranges the page, as tables once did: it holds parts of it, or one column."""
    if len(table.css("table")) > 1 or table.css("h1,h2,form,nav,ul"):
        return True
    if not table.css("td + td, th + td, td + th, th + th"):
        return True
    return bool(table.css("br + br, td br ~ br ~ br ~ br, td p ~ p ~ p, td div ~ div ~ div"))


def _title(tree: LexborHTMLParser) -> str:
    found = tree.css_first("head > title")
    return clean(found.text())[:_TITLE] if found is not None else ""


def _base(tree: LexborHTMLParser, url: str) -> str:
    found = tree.css_first("head > base[href]")
    return (link(url, found.attributes.get("href") or "") or url) if found is not None else url


def _site_name(tree: LexborHTMLParser) -> str:
    """The site's own name for itself; whatever is longer than a name is none."""
    found = tree.css_first('meta[property="og:site_name"]')
    name = clean(found.attributes.get("content") or "") if found is not None else ""
    return name if len(name) <= _NAME else ""
