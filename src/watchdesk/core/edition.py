"""Makes an edition of the articles that wait for one: selects, groups, ranks, picks the sentences that show the hits.

It also keeps an edition as text and reads it back, so that what was cut can be written or mailed again unchanged.
How an edition looks is render's; what waits for one is the ledger's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from pydantic import TypeAdapter

from watchdesk.core import stories
from watchdesk.core.text import snippets, tokens
from watchdesk.model import (
    Article,
    Candidate,
    Coverage,
    Edition,
    EditionArticle,
    Hit,
    NewName,
    Outlet,
    Snippet,
    Story,
    TermKind,
)

_SNIPPETS = 3
_SNIPPET_WIDTH = 320
_ALL = 100
"""More sentences than these are not weighed against each other."""
_KEPT = TypeAdapter(Edition)


@dataclass(frozen=True, slots=True)
class Frame:
    """All of an edition but its articles; ``names`` pairs ids with what a reader calls them."""

    id: str
    schedule: str
    date: date
    cut_at: datetime
    timezone: str
    coverage: Coverage
    new_entries: int = 0
    names: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    outlets: tuple[Outlet, ...] = ()
    new_names: tuple[NewName, ...] = ()
    further_names: int = 0
    """How many more new names there were."""


def build(candidates: Sequence[Candidate], frame: Frame) -> Edition:
    """The edition of every candidate with a hit that counts; the same for every order of the candidates."""
    selected = [candidate for candidate in candidates if any(hit.counts for hit in candidate.hits)]
    outlets = {outlet.id: outlet for outlet in frame.outlets}
    told = tuple(sorted((_story(group, outlets) for group in stories.group(selected)), key=_rank))
    seen = [candidate.article.first_seen for candidate in selected]
    return Edition(
        id=frame.id,
        schedule=frame.schedule,
        date=frame.date,
        cut_at=frame.cut_at,
        timezone=frame.timezone,
        stories=told,
        coverage=frame.coverage,
        new_entries=frame.new_entries,
        window=(min(seen), max(seen)) if seen else None,
        names=_names(told, frame.new_names, dict(frame.names)),
        notice=frame.notice,
        outlets=_outlet_names(told, frame.new_names, outlets, dict(frame.names)),
        new_names=frame.new_names,
        further_names=frame.further_names,
    )


def select(edition: Edition, sections: Sequence[str]) -> Edition:
    """The edition's stories and new names that touch a section (a term's id, an outlet's tag); without sections all."""
    if not sections:
        return edition
    wanted = frozenset(sections)
    kept = tuple(story for story in edition.stories if any(wanted & _sections(article) for article in story.articles))
    near = tuple(new for new in edition.new_names if wanted & {*new.actors, *new.tags})
    return replace(edition, stories=kept, new_names=near, further_names=0)


def dump(edition: Edition) -> str:
    """The edition as JSON text of its own, from which ``load`` makes an equal one."""
    return _KEPT.dump_json(edition).decode()


def load(text: str) -> Edition:
    """The edition that ``dump`` wrote."""
    return _KEPT.validate_json(text)


def _story(group: Sequence[Candidate], outlets: Mapping[str, Outlet]) -> Story:
    repeated = stories.copies(group)
    articles = tuple(
        _article(candidate, outlets.get(candidate.article.outlet), repeated.get(candidate.version_id))
        for candidate in group
    )
    return Story(max(article.score for article in articles), articles)


def _rank(story: Story) -> tuple[float, datetime, str]:
    lead = story.articles[0]
    return -story.score, min(article.first_seen for article in story.articles), lead.url


def _article(candidate: Candidate, outlet: Outlet | None, copy_of: str | None) -> EditionArticle:
    article, hits = candidate.article, sorted(candidate.hits, key=_hit_rank)
    marks = _marks(hits, "text")
    reasons = tuple(hit.term for hit in hits if hit.counts)
    return EditionArticle(
        url=article.url,
        title=article.title,
        outlet=article.outlet,
        kind=article.kind,
        text_from=article.text_from,
        published=article.published,
        first_seen=article.first_seen,
        language=article.language,
        score=round(stories.score(candidate), 3),
        actors=_terms(hits, "actor"),
        keywords=_terms(hits, "keyword"),
        snippets=_snippets(article, marks, frozenset(reasons)),
        copy_of=copy_of,
        text=article.text,
        marks=marks,
        title_marks=_marks(hits, "title"),
        reasons=reasons,
        tags=outlet.tags if outlet else (),
    )


def _hit_rank(hit: Hit) -> tuple[bool, float, str]:
    return not hit.counts, -hit.score, hit.term


def _terms(hits: Iterable[Hit], kind: TermKind) -> tuple[str, ...]:
    return tuple(hit.term for hit in hits if hit.kind == kind)


def _marks(hits: Iterable[Hit], field: Literal["title", "text"]) -> tuple[tuple[int, int, str], ...]:
    found = {
        (mention.start, mention.end, hit.term) for hit in hits for mention in hit.mentions if mention.field == field
    }
    return tuple(sorted(found))


def _snippets(article: Article, marks: Sequence[tuple[int, int, str]], reasons: frozenset[str]) -> tuple[Snippet, ...]:
    """The sentences with most of the terms that count; one with evidence alone only where no other is.

    Each is quoted once; one that says what the headline says, only where no other is.
    """
    found = snippets(article.text, marks, _ALL, _SNIPPET_WIDTH)
    telling = [snippet for snippet in found if _terms_in(snippet) & reasons] or list(found)
    telling.sort(key=lambda snippet: -len(_terms_in(snippet) & reasons))
    distinct = {_wording(snippet.text): snippet for snippet in reversed(telling)}
    headline = distinct.pop(_wording(article.title), None)
    quoted = [snippet for snippet in telling if distinct.get(_wording(snippet.text)) is snippet]
    return tuple(quoted[:_SNIPPETS]) or ((headline,) if headline else ())


def _wording(text: str) -> tuple[str, ...]:
    """The words of a text without case, punctuation and spaces."""
    return tuple(token.word for token in tokens(text))


def _terms_in(snippet: Snippet) -> frozenset[str]:
    return frozenset(term for _, _, term in snippet.marks)


def _sections(article: EditionArticle) -> frozenset[str]:
    return frozenset((*article.actors, *article.keywords, *article.tags))


def _articles(told: Iterable[Story]) -> Iterator[EditionArticle]:
    return (article for story in told for article in story.articles)


def _names(
    told: Iterable[Story], new_names: Iterable[NewName], names: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    used = {term for article in _articles(told) for term in (*article.actors, *article.keywords)}
    used |= {term for new in new_names for term in (*new.actors, *filter(None, [new.spelling_of]))}
    return tuple((term, names.get(term, term)) for term in sorted(used))


def _outlet_names(
    told: Iterable[Story], new_names: Iterable[NewName], outlets: Mapping[str, Outlet], names: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Outlets have names of their own where the frame brings them: an outlet may share its id with a term."""
    used = sorted({article.outlet for article in _articles(told)} | {new.outlet for new in new_names})
    return tuple((name, outlets[name].name if name in outlets else names.get(name, name)) for name in used)
