"""Articles, hits and editions for tests of what is made of them; mentions are found by looking for the names."""

from datetime import UTC, date, datetime

from watchdesk.core import edition as editing
from watchdesk.model import Article, Candidate, Coverage, Edition, Hit, Mention, NewName, Outlet, Snippet

NAMES = {"o-front": "Northern Front", "p-dara": "Dara Noor", "l-valley": "the Valley", "p-noori": "سارا نوری"}
FORMS = {"o-front": "Northern Front", "p-dara": "Dara Noor", "l-valley": "Valley", "p-noori": "سارا نوری"}
OUTLETS = (
    Outlet("one", "Outlet One", "en", ("wire",)),
    Outlet("two", "Outlet Two", "en"),
    Outlet("dari", "دری", "fa-AF"),
)
MORNING = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)


def hits_in(title: str, text: str) -> tuple[Hit, ...]:
    found = []
    for term, form in FORMS.items():
        fields = (("title", title), ("text", text))
        mentions = tuple(
            Mention(term, "actor", "org", start, start + len(form), form, "literal", 1.0, "name", field)
            for field, value in fields
            for start in range(len(value))
            if value.startswith(form, start)
        )
        if mentions:
            counts = not term.startswith("l-")
            found.append(Hit(term, "actor", counts, float(len(mentions)), (("mentions", 1.0),), mentions))
    return tuple(found)


def candidate(number: int, text: str, *, hits: tuple[Hit, ...] | None = None, **article) -> Candidate:
    told = {
        "id": number,
        "version": 1,
        "url": f"https://{article.get('outlet', 'one')}.example/{number}",
        "outlet": "one",
        "title": f"Title {number}",
        "text": text,
        "language": "en",
        "text_from": "page",
        "first_seen": MORNING,
        **article,
    }
    kept = Article(**told)
    return Candidate(kept, number, hits_in(kept.title, kept.text) if hits is None else hits)


def new_name(name: str = "Kaya Sorel", **changes) -> NewName:
    parts = {
        "name": name,
        "type": "person",
        "articles": 3,
        "outlets": ("one", "two"),
        "actors": ("o-front", "p-dara"),
        "snippet": Snippet(f"The Northern Front sent {name}.", ((4, 18, "o-front"), (24, 24 + len(name), ""))),
        "url": "https://one.example/7",
        "outlet": "one",
        "tags": ("wire",),
        **changes,
    }
    return NewName(**parts)


def frame(**changes) -> editing.Frame:
    parts = {
        "id": "2026-11-20",
        "schedule": "daily",
        "date": date(2026, 11, 20),
        "cut_at": MORNING,
        "timezone": "Asia/Kabul",
        "coverage": Coverage(outlets=3, read=3),
        "names": tuple(NAMES.items()),
        "outlets": OUTLETS,
        **changes,
    }
    return editing.Frame(**parts)


def edition(*candidates: Candidate, **changes) -> Edition:
    return editing.build(candidates, frame(**changes))


def prose(topic: str, words: int) -> str:
    """A text in which no three words in a row come twice, nor in the prose of another topic."""
    return " ".join(
        f"{topic}{'abcdefghij'[number % 10]}{'klmnopqrst'[number // 10 % 10]}{'uvwxyz'[number // 100 % 6]}"
        for number in range(words)
    )
