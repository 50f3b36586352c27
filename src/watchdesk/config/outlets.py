"""From feeds.yaml to outlets: the checks across outlets, then the frozen values."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from watchdesk.config.document import EACH, Document, Steps
from watchdesk.config.feeds_schema import FeedSection, FeedsFile, OutletSection
from watchdesk.config.forms import looks_like_home_page, shows_secret
from watchdesk.config.references import with_absolute_paths
from watchdesk.config.validation import Checked, check, doubled, keys_of
from watchdesk.config.yaml_file import read
from watchdesk.errors import ConfigError, Problem
from watchdesk.model import Feed, Outlet

_FEED: Steps = ("outlets", EACH, "feeds", EACH)


def load_outlets(path: Path) -> tuple[Outlet, ...]:
    """Load the outlets of one file, their paths as they are written; raises ConfigError with every problem of it."""
    checked = check_feeds(path)
    if checked.content is None or any(not problem.is_warning for problem in checked.problems):
        raise ConfigError(checked.problems)
    return build_outlets(checked.content, Path())


def check_feeds(path: Path) -> Checked[FeedsFile]:
    """Check one list of outlets, those problems too that lie between outlets."""
    checked = check(read(path, keys_of(FeedsFile)), FeedsFile)
    found = dict.fromkeys((*checked.problems, *check_outlets(checked.document)))
    return replace(checked, problems=tuple(sorted(found, key=lambda problem: (problem.line, problem.column))))


def check_outlets(document: Document) -> list[Problem]:
    """Find doubled ids and addresses, home pages and outlets without feeds, whatever else is wrong in the file."""
    ids = [(path, str(found)) for path, found in document.find(("outlets", EACH, "id"))]
    listed = list(addresses(document))
    return [
        *doubled(document, ids, "the outlet `{value}` stands on line {line} already; give it an id of its own"),
        *doubled(
            document,
            [(path, _same_address(address)) for path, address in listed],
            "this feed address stands on line {line} already; keep one",
        ),
        *_home_pages(document, listed),
        *_literal_secrets(document),
        *_nothing_to_read(document),
    ]


def build_outlets(content: FeedsFile, base: Path) -> tuple[Outlet, ...]:
    """Make the frozen outlets of a file that has passed the checks; ``base`` holds the relative paths."""
    return tuple(_outlet(section, base) for section in content.outlets)


def addresses(document: Document) -> Iterator[tuple[Steps, str]]:
    """Give every address of the file with its path, in the order of the file."""
    route = (*_FEED, "routes", EACH)
    found = [item for pattern in (_FEED, (*_FEED, "url"), route, (*route, "url")) for item in document.find(pattern)]
    for path, address in sorted(found, key=lambda item: document.place(item[0])):
        if isinstance(address, str):
            yield path, address


def _same_address(address: str) -> str:
    scheme, _, rest = address.strip().partition("#")[0].partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}{slash}{path}"


def _home_pages(document: Document, listed: list[tuple[Steps, str]]) -> Iterator[Problem]:
    for path, address in listed:
        kind = document.find((*path[:-1], "kind")) if path[-1] == "url" else []
        is_feed = not kind or kind[0][1] == "feed"
        if is_feed and address.lower().startswith(("http://", "https://")) and looks_like_home_page(address):
            sentence = (
                "this looks like a home page, not a feed; look there for its feed address, often …/feed/ or …/rss"
            )
            yield document.problem(path, sentence, is_warning=True)


def _literal_secrets(document: Document) -> Iterator[Problem]:
    for path, value in document.texts():
        if path[-2:-1] == ("headers",) and shows_secret(str(path[-1]), value):
            mend = f'write {path[-1]}: "${{NAME}}" and set the environment variable NAME'
            yield document.problem(path, f"a secret must not stand in this file; {mend}")


def _nothing_to_read(document: Document) -> Iterator[Problem]:
    if document.plain() in ({}, {"outlets": None}, {"outlets": []}) and not document.problems:
        yield document.problem(("outlets",), "no outlets yet: add one under outlets:", is_warning=True)
    for path, outlet in document.find(("outlets", EACH)):
        if isinstance(outlet, dict) and not outlet.get("feeds"):
            yield document.problem(
                path, "this outlet has no feeds and is never read; add feeds: [https://…]", is_warning=True
            )


def _outlet(section: OutletSection, base: Path) -> Outlet:
    routes = tuple(tuple(_feed(one, base) for one in feed.routes) for feed in section.feeds)
    return Outlet(section.id, section.name, section.language, tuple(section.tags), routes)


def _feed(section: FeedSection, base: Path) -> Feed:
    return Feed(
        url=section.url,
        kind=section.kind,
        every=section.every,
        fulltext=section.fulltext,
        headers=tuple((name, with_absolute_paths(value, base)) for name, value in section.headers.items()),
        ca_file=str(base / section.ca_file) if section.ca_file else None,
        select=section.select,
    )
