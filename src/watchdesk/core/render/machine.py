"""The edition for programs: the JSON whose keys scripts rely on, times as ISO 8601 with offset."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from watchdesk.model import Coverage, Edition, EditionArticle, NewName, Snippet, Trouble


def as_json(edition: Edition) -> dict[str, Any]:
    """The edition as JSON values, in its own order; ``new_names`` stands only where there are any."""
    said = {
        "digest": edition.id,
        "date": edition.date.isoformat(),
        "window": [moment.isoformat() for moment in edition.window] if edition.window else None,
        "stories": [
            {"score": story.score, "articles": [_article(article) for article in story.articles]}
            for story in edition.stories
        ],
        "coverage": _coverage(edition.coverage),
    }
    new_names = [new_name(new) for new in edition.new_names]
    return said | {"new_names": new_names} if new_names else said


def json_text(edition: Edition) -> str:
    """The same as indented text, letters of all scripts as themselves."""
    return json.dumps(as_json(edition), ensure_ascii=False, indent=2) + "\n"


def _article(article: EditionArticle) -> dict[str, Any]:
    return {
        "url": article.url,
        "title": article.title,
        "outlet": article.outlet,
        "kind": article.kind,
        "copy_of": article.copy_of,
        "text_from": article.text_from,
        "published": _time(article.published),
        "first_seen": _time(article.first_seen),
        "language": article.language,
        "actors": list(article.actors),
        "keywords": list(article.keywords),
        "snippets": [_snippet(snippet) for snippet in article.snippets],
    }


def new_name(new: NewName) -> dict[str, Any]:
    """A new name as JSON values, in an edition and by itself."""
    return {
        "name": new.name,
        "spellings": list(new.spellings),
        "type": new.type or None,
        "articles": new.articles,
        "outlets": list(new.outlets),
        "actors": list(new.actors),
        "spelling_of": new.spelling_of,
        "snippet": _snippet(new.snippet),
        "url": new.url,
        "outlet": new.outlet,
    }


def _snippet(snippet: Snippet) -> dict[str, Any]:
    return {"text": snippet.text, "marks": [list(mark) for mark in snippet.marks]}


def _coverage(coverage: Coverage) -> dict[str, Any]:
    told = {
        "outlets": coverage.outlets,
        "read": coverage.read,
        "failed": _troubles(coverage.failed),
        "silent": _troubles(coverage.silent),
        "no_text": _troubles(coverage.no_text),
        "possible_gaps": _troubles(coverage.possible_gaps),
    }
    return told | ({"unmatched": _troubles(coverage.unmatched)} if coverage.unmatched else {})


def _troubles(troubles: Iterable[Trouble]) -> list[dict[str, str | None]]:
    return [{"feed": trouble.what, "since": _time(trouble.since), "reason": trouble.reason} for trouble in troubles]


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
