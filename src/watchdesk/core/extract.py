"""From a page's bytes to its article: the text with title, language, byline and date, or a plain reason why not.

Extraction itself is trafilatura's. What stands in an article's place (a wall, a consent form, an error page served
as a success) is refused here: matched or compared, it would be taken for news. Call it in a worker process that can
be killed: the tree builders below take the square of the time on hostile pages.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import trafilatura

from watchdesk.core.clean import clean_line, clean_text
from watchdesk.core.dates import parse_date
from watchdesk.core.parse.charset import decoded
from watchdesk.core.parse.entries import language_tag
from watchdesk.core.parse.sniff import binary, is_json
from watchdesk.core.urls import display_host, is_same_site, safe_link
from watchdesk.model import ExtractedPage, Failed

SHORTEST_ARTICLE: Final = 100
_LONGEST_WALL: Final = 1500
"""What a wall or an error page says of itself is short; a longer text that names one is about it."""
_LONGEST_BYLINE: Final = 200
_EMPTY_SHELL: Final = 40

_CONSENT_FORM: Final = "the site shows a consent form instead of the article"
_WALLS: Final = {
    "the site shows a check for robots instead of the article": (
        r"just a moment\.\.\.|checking (?:if the site connection|your browser)|attention required!? \| cloudflare|"
        r"enable javascript and cookies to continue|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|"
        r"(?:complete|solve) the captcha|ddos protection by|incapsula incident|unusual traffic from your"
    ),
    "the site refuses access to the article": (
        r"^\W*(?:access (?:to this page has been )?denied|(?:403 )?forbidden\b|you don.t have permission to access)"
    ),
    _CONSENT_FORM: (
        r"before you continue to|(?:accept|manage|reject) (?:all )?cookies to (?:continue|proceed|read)|"
        r"^\W*(?:we value your privacy|your privacy (?:choices|matters)|cookie consent)\b"
    ),
    "the site shows an error page instead of the article": (
        r"^\W*(?:error )?404\b|(?:page|article|content) (?:was |could ?n.t be |could not be |can.?not be )?not found|"
        r"(?:page|article) (?:you (?:requested|are looking for) )?(?:does not|doesn.t|no longer) exists?|"
        r"صفحه (?:مورد نظر )?(?:پیدا|یافت) نشد|پاڼه ونه موندل شوه"
    ),
}
_WALL_PATTERNS: Final = tuple(
    (reason, re.compile(pattern, re.IGNORECASE | re.MULTILINE)) for reason, pattern in _WALLS.items()
)
_CONSENT: Final = dict(_WALL_PATTERNS)[_CONSENT_FORM]
_OF_CONSENT: Final = re.compile(
    r"\b(?:we|us|our|you|your)\b.*\b(?:cookies?|privacy|personal data|consent|partners)\b"
    r"|\b(?:cookies?|privacy|personal data|consent)\b.*\b(?:we|us|our|you|your)\b"
    r"|^\W*(?:accept|reject|allow|decline|manage|agree|cookies?|privacy)(?: \w+){0,2}\W*$",
    re.IGNORECASE,
)
"""What else a consent form says: believed only of a short page that shows one."""
_SENTENCE: Final = re.compile(r".{40}|[.!?\u2026\u061f\u06d4\u0964\u3002]\W*\Z")
"""What is shorter and ends in no full stop is an entry of a menu or a button."""
_CONSENT_HOST: Final = re.compile(r"^(?:consent|guce|privacy)\.")
_JOINERS_OUT: Final = {0x200C: "\ua66e", 0x200D: "\ua66d"}
"""trafilatura drops what does not print, and with it the joiners that Persian is spelt with: letters that no text of
this century uses stand in for them."""
_JOINERS_IN: Final = {ord(stand_in): joiner for joiner, stand_in in _JOINERS_OUT.items()}
_NEEDS_SCRIPTS: Final = re.compile(
    r"(?:enable|turn on|requires?|need) (?:your )?javascript|javascript (?:is (?:required|disabled|not enabled))",
    re.IGNORECASE,
)
_PUBLISHED_IN_META: Final = (
    "string((//meta[@property='article:published_time' or @name='article:published_time' or @itemprop='datePublished']"
    "/@content)[1])"
)
_PUBLISHED_IN_JSON: Final = re.compile(r'"datePublished"\s*:\s*"([^"]{1,60})"')


def extract(body: bytes, url: str, content_type: str, today: date) -> ExtractedPage | Failed:
    """Read the article of a page fetched from ``url``; no date after ``today`` is believed.

    Failed for what is no web page, holds no article, or shows a wall, a consent form or an error in its place.
    """
    if reason := _no_page(body, content_type):
        return Failed(reason)
    tree = trafilatura.load_html(decoded(body, content_type).translate(_JOINERS_OUT).encode("utf-8", "replace"))
    if tree is None:
        return Failed("this is not a web page")
    whole, title = _text(tree), clean_line(tree.findtext(".//title") or "")
    text = _without_consent_form(whole)
    if reason := _wall(url, title, text if _length(text) else whole):
        return Failed(reason)
    if (len(text) if text == whole else _length(text)) < SHORTEST_ARTICLE:
        return Failed(_why_empty(tree))
    page = _page(tree, url, _without_heading(tree, text), today)
    return replace(page, **{part: getattr(page, part).translate(_JOINERS_IN) for part in ("title", "text", "byline")})


def _no_page(body: bytes, content_type: str) -> str | None:
    if not body.strip():
        return "the page is empty"
    if name := binary(body):
        return f"this is {name}, not a web page"
    if content_type.strip().lower().startswith(("image/", "audio/", "video/")):
        return "this is a recording or an image, not a web page"
    return "this is data, not a web page" if is_json(body) else None


def _text(tree: Any) -> str:
    found: Any = trafilatura.bare_extraction(tree, include_comments=False, deduplicate=False)
    # one line of trafilatura's text is one paragraph
    return clean_text((found.text or "").replace("\n", "\n\n")) if found else ""


def _without_heading(tree: Any, text: str) -> str:
    """Drop the headline where the text begins by repeating it."""
    first, _, rest = text.partition("\n\n")
    headings = {" ".join(heading.text_content().split()).casefold() for heading in tree.iter("h1", "h2")}
    return rest if rest and first.casefold() in headings else text


def _wall(url: str, title: str, text: str) -> str | None:
    if len(text) > _LONGEST_WALL:
        return None
    if _CONSENT_HOST.match(display_host(url)):
        return "the site shows a consent form instead of the article"
    told = f"{title}\n{text}"
    return next((reason for reason, pattern in _WALL_PATTERNS if pattern.search(told)), None)


def _without_consent_form(text: str) -> str:
    """Take what a consent form says out of a short text that shows one beside the article or in its place."""
    if len(text) > _LONGEST_WALL or not _CONSENT.search(text):
        return text
    paragraphs = text.split("\n\n")
    return "\n\n".join(one for one in paragraphs if not _CONSENT.search(one) and not _OF_CONSENT.search(one))


def _length(text: str) -> int:
    """Give the length of a text without its menus and buttons."""
    return sum(len(one) for one in text.split("\n\n") if _SENTENCE.search(one))


def _why_empty(tree: Any) -> str:
    shown = " ".join(" ".join(tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]")).split())
    is_shell = len(shown) < _EMPTY_SHELL and next(tree.iter("script"), None) is not None
    if is_shell or _NEEDS_SCRIPTS.search(shown[:_LONGEST_WALL]):
        return "the page shows its text only with JavaScript"
    return "the page holds no article text"


def _page(tree: Any, url: str, text: str, today: date) -> ExtractedPage:
    told = trafilatura.extract_metadata(
        tree, url, {"original_date": True, "extensive_search": False, "max_date": today.isoformat()}
    )
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return ExtractedPage(
        title=clean_line(told.title or ""),
        text=text,
        language=language_tag(language),
        byline=clean_line((told.author or "").replace("; ", ", "), _LONGEST_BYLINE),
        published=_published(tree, told.date or "", today),
        canonical_url=_canonical(tree, url),
    )


def _published(tree: Any, day: str, today: date) -> datetime | None:
    """Give the moment that the page's metadata name, else the day that was found on it."""
    scripts = tree.xpath("//script[@type='application/ld+json']/text()")
    claims = [str(tree.xpath(_PUBLISHED_IN_META)), *_PUBLISHED_IN_JSON.findall("\n".join(scripts)), day]
    latest = datetime(today.year, today.month, today.day, tzinfo=UTC) + timedelta(days=2)
    dated = (parse_date(claim) for claim in claims)
    return next((moment for moment in dated if moment and moment < latest), None)


def _canonical(tree: Any, url: str) -> str | None:
    """Give the address that the page calls its own, if it is one of the same site and no front page."""
    named = str(tree.xpath("string((//link[@rel='canonical']/@href)[1])")).strip()
    link = safe_link(named, url) if named else None
    if link is None or not is_same_site(link, url):
        return None
    return link if urlsplit(link).path.strip("/") or urlsplit(link).query else None
