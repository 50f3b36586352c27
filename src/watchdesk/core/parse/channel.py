"""A public channel's preview page (t.me/s/NAME): its messages are the entries.

A channel is read without an account; one that is private, or has its preview switched off, shows no messages.
"""

from typing import Any, Final

from watchdesk.core.clean import clean_line, clean_text
from watchdesk.core.parse.entries import Item, entries
from watchdesk.core.parse.html import text_of, tree_of
from watchdesk.model import Failed, ParsedFeed

_LONGEST_TITLE: Final = 120


def parse(body: bytes, content_type: str, url: str) -> ParsedFeed | Failed:
    """Read the channel's messages that have a text; Failed if the page shows none at all."""
    tree = tree_of(body, content_type)
    if tree is None:
        return Failed("this is not a web page")
    messages = tree.xpath("//*[@data-post]")
    if not messages:
        return Failed("no messages: this is no channel's preview page, or the channel has its preview switched off")
    heading = tree.xpath(f"string(({_part('tgme_channel_info_header_title')})[1])")
    items = [item for item in map(_item, messages) if item.content.strip()]
    return ParsedFeed(clean_line(heading), entries(items, url))


def _part(name: str) -> str:
    return f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"


def _item(message: Any) -> Item:
    # a reply quotes the message it answers before its own text
    texts = message.xpath(_part("tgme_widget_message_text"))
    text = text_of(texts[-1]) if texts else ""
    post = message.get("data-post")
    return Item(
        guid=post,
        link=f"https://t.me/{post}",
        title=clean_line(clean_text(text).partition("\n")[0], _LONGEST_TITLE),
        content=text,
        published=next(iter(message.xpath(f"{_part('tgme_widget_message_date')}//time/@datetime")), ""),
    )
