"""Writes the newsroom's pages: an article amid the navigation, asides and footer of a news site; serves nothing."""

from datetime import datetime
from html import escape
from typing import Final

from watchdesk.demo.articles import MARK, DemoOutlet, DemoText

_RIGHT_TO_LEFT: Final = frozenset({"fa", "ps"})


def article(outlet: DemoOutlet, text: DemoText, now: datetime) -> str:
    """The page of one text."""
    published = (now - text.age).isoformat()
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in (*text.paragraphs, outlet.mark(text)))
    head = (
        f'<meta property="og:title" content="{escape(text.title)}">'
        f'<meta property="og:site_name" content="{escape(outlet.name)}">'
        f'<meta name="author" content="{escape(text.author)}">'
        f'<meta property="article:published_time" content="{published}">'
    )
    main = (
        f"<article><header><h1>{escape(text.title)}</h1>"
        f'<p class="byline">{escape(text.author)} · <time datetime="{published}">{published[:10]}</time></p></header>'
        f"{body}</article>"
    )
    return _frame(outlet, f"{text.title} | {outlet.name}", head, main)


def front(outlet: DemoOutlet) -> str:
    """The outlet's own front page: its headlines."""
    heads = "".join(
        f'<li><h2><a href="{outlet.page_path(text)}">{escape(text.title)}</a></h2></li>' for text in outlet.texts
    )
    link = f'<link rel="alternate" href="{outlet.feed_path}" title="{escape(outlet.name)}">'
    return _frame(outlet, outlet.name, link, f"<ul>{heads}</ul>")


def _frame(outlet: DemoOutlet, title: str, head: str, main: str) -> str:
    direction = "rtl" if outlet.language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
    sections = "".join(f'<li><a href="/{outlet.id}/">{escape(section)}</a></li>' for section in outlet.sections)
    others = "".join(f'<li><a href="{outlet.page_path(text)}">{escape(text.title)}</a></li>' for text in outlet.texts)
    return (
        f'<!doctype html><html lang="{outlet.language}" dir="{direction}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>{head}</head><body>"
        f'<header><strong>{escape(outlet.name)}</strong> <span class="banner">{MARK}</span>'
        f"<nav><ul>{sections}</ul></nav></header>"
        f"<main>{main}</main>"
        f"<aside><h3>{escape(outlet.aside)}</h3><ul>{others}</ul></aside>"
        f"<footer><p>{escape(outlet.footer)}</p><p>{escape(outlet.name)} · {MARK}</p></footer></body></html>"
    )
