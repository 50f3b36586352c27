"""Feed documents into entries: one module per format, bytes in, a ParsedFeed or a plain reason out.

No module here fetches, opens a file or knows the clock. The parsers below are foreign and the bytes hostile: call
``parse`` in a worker process that can be killed.
"""

from watchdesk.core.parse import channel, jsonfeed, page, rss_atom, sitemap
from watchdesk.core.parse.sniff import is_json, reason_for_no_feed
from watchdesk.model import Failed, FeedKind, ParsedFeed

__all__ = ["parse"]


def parse(kind: FeedKind, body: bytes, content_type: str, url: str, select: str | None) -> ParsedFeed | Failed:
    """Read a whole document fetched from ``url``; ``select`` is the CSS selector of a section page's links.

    A ParsedFeed holds every entry of the document (of more than 10,000 the newest); what was cut off on its way, or is
    something else than ``kind`` says, is Failed with a reason fit for a reader.
    """
    if not body.strip():
        return Failed("the answer was empty")
    match kind:
        case "feed":
            return _feed(body, content_type, url)
        case "sitemap":
            return sitemap.parse(body, content_type, url)
        case "page":
            return page.parse(body, content_type, url, select)
        case "channel":
            return channel.parse(body, content_type, url)


def _feed(body: bytes, content_type: str, url: str) -> ParsedFeed | Failed:
    if is_json(body):
        return jsonfeed.parse(body, url)
    if reason := reason_for_no_feed(body, content_type, url):
        return Failed(reason)
    return rss_atom.parse(body, content_type, url)
