"""A section page as a feed: its links to articles are the entries.

Which links those are, ``select`` says (CSS); without it they are told by their shape, which misses short headlines.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.etree import XPathError

from watchdesk.core.clean import clean_line
from watchdesk.core.parse.entries import Item, entries, language_tag
from watchdesk.core.parse.html import text_of, tree_of
from watchdesk.core.urls import canonical_url, is_same_site, safe_link
from watchdesk.model import Failed, ParsedFeed

_OUTSIDE_MENUS: Final = "//a[@href][not(ancestor::nav or ancestor::footer or ancestor::menu or ancestor::form)]"
_CARD: Final = frozenset({"article", "li", "section", "tr"})
_FEWEST_WORDS: Final = 4
# An article's address ends in a slug, a number or a name with an extension; a section's is a word or two.
_ARTICLE_PATH: Final = re.compile(
    r"/(?:[^/]*[-_][^/]*[-_][^/]*|[^/]*\d{4,}[^/]*|[^/]+\.s?html?|[^/]*%[^/]{12,})/?$", re.IGNORECASE
)


def parse(body: bytes, content_type: str, url: str, select: str | None) -> ParsedFeed | Failed:
    """Read a page's links; Failed if it is no page, or if none of its links is chosen or looks like an article's."""
    tree = tree_of(body, content_type)
    if tree is None:
        return Failed("this is not a web page")
    base = safe_link(tree.xpath("string((//base/@href)[1])"), url) or url
    if select is None:
        items = _best_of(link for link in map(_item, tree.xpath(_OUTSIDE_MENUS)) if _looks_like_article(link, base))
        reason = "no link of the page looks like an article; name them with select:"
    else:
        try:
            chosen = CSSSelector(select, translator="html")(tree)
        except (SelectorError, XPathError) as error:
            return Failed(f"select: {select} is no CSS selector that can be used here: {error}")
        items = _best_of(_item(link) for link in map(_link_of, chosen) if link is not None)
        reason = f"select: {select} finds no link on the page"
    found = entries(items, base)
    if not found:
        return Failed(reason)
    title = clean_line(tree.findtext(".//title") or "")
    return ParsedFeed(title, found, language_tag(tree.get("lang", "")))


def _best_of(links: Iterable[Item]) -> list[Item]:
    """Keep one item an address, the one with the longest title: picture and headline often link to the same."""
    best: dict[str, Item] = {}
    for link in links:
        key = canonical_url(link.link)
        if link.link.strip() and (key not in best or len(link.title) > len(best[key].title)):
            best[key] = link
    return list(best.values())


def _link_of(element: Any) -> Any | None:
    """Give the link that a chosen element is, holds, or lies in."""
    nearest = element.xpath("descendant-or-self::a[@href][1] | ancestor::a[@href][1]")
    return nearest[-1] if nearest else None


def _item(link: Any) -> Item:
    heading = link.xpath("(.//h1|.//h2|.//h3|.//h4)[1]")
    text = text_of(heading[0] if heading else link)
    return Item(
        link=link.get("href", ""),
        title=text if text.strip() else link.get("title", ""),
        published=next(_times(link), ""),
    )


def _times(link: Any) -> Iterator[str]:
    """Give the machine-readable dates in the link, then in the card it lies in."""
    yield from link.xpath(".//time/@datetime")
    for ancestor in link.iterancestors():
        if ancestor.tag in _CARD:
            yield from ancestor.xpath(".//time/@datetime")
            return


def _looks_like_article(item: Item, base: str) -> bool:
    address = safe_link(item.link, base)
    if address is None or not is_same_site(address, base) or canonical_url(address) == canonical_url(base):
        return False
    return len(item.title.split()) >= _FEWEST_WORDS and _ARTICLE_PATH.search(urlsplit(address).path) is not None
