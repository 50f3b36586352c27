"""An edition laid out for a reader: what stands where, in words, before it is written in any format.

Nothing here is escaped: the formats do that. How much is laid out is a Shape's; what is beyond it stands by its title.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from watchdesk.core.render.marked import Line, line, paragraphs, plain
from watchdesk.core.render.new_names import NewNamesView, new_names
from watchdesk.core.render.overview import Concerns, concerns, outlets_read, overview, reading, subject
from watchdesk.core.render.words import capital, counted, day, language_name, language_tag, moments
from watchdesk.core.urls import safe_link
from watchdesk.model import Edition, EditionArticle, Story

_BADGES = {"new": "", "update": "Updated", "followup": "Follow-up"}
_MOST_NAMES = 10
_OPENING = re.compile(r"\s*(.{1,260}(?=\s|\Z)|\S{1,260})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shape:
    """How much of an edition is laid out: stories in detail, characters of full text, further titles, concerns."""

    stories: int = 300
    characters: int = 3_000_000
    titles: int = 20_000
    concerns: int = 2_000
    closing: str = ""
    """A sentence under the stories that says where the rest is."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article in words; ``quotes`` are the sentences that matter or, if none does, the text's opening.

    ``all_named`` names every term where there was room for some only; it stands with the full text.
    """

    number: int
    title: Line
    url: str | None
    outlet: str
    when: str
    language: str
    tag: str
    badge: str
    reasons: tuple[str, ...]
    evidence: tuple[str, ...]
    unnamed: int
    all_named: str
    quotes: tuple[Line, ...]
    is_summary: bool
    is_copy: bool
    text: tuple[Line, ...]

    @property
    def origin(self) -> str:
        """Where it comes from, in one line."""
        return " · ".join(filter(None, (self.badge, self.outlet, self.language)))

    @property
    def text_label(self) -> str:
        """What its text is called."""
        return "Text from the feed" if self.is_summary else "Full text"

    @property
    def named(self) -> str:
        """Why it is here, then what else it names: ``Named: A, B; also C and 2 more``."""
        also = f"; also {', '.join(self.evidence)}" if self.evidence else ""
        return f"Named: {', '.join(self.reasons)}{also}{self.and_more}"

    @property
    def and_more(self) -> str:
        """How many of its terms are not named for want of room."""
        return f" and {self.unnamed} more" if self.unnamed else ""


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story: its lead, the other articles that tell it, and those that repeat one of them."""

    number: int
    lead: ArticleView
    others: tuple[ArticleView, ...]
    copies: tuple[ArticleView, ...]

    @property
    def more(self) -> int:
        """How many outlets beside the lead's tell it."""
        return len({view.outlet for view in (*self.others, *self.copies)} - {self.lead.outlet})

    @property
    def tellings(self) -> tuple[ArticleView, ...]:
        """The articles with a text of their own."""
        return (self.lead, *self.others)


@dataclass(frozen=True, slots=True)
class Further:
    """A story beyond the shape: its lead's title and link."""

    number: int
    title: Line
    url: str | None
    outlet: str
    tag: str


@dataclass(frozen=True, slots=True)
class PageView:
    """A whole edition in words."""

    id: str
    subject: str
    brand: str
    heading: str
    cut_at: str
    notice: str
    overview: str
    reading: str
    stories: tuple[StoryView, ...]
    further: tuple[Further, ...]
    closing: str
    new_names: NewNamesView
    outlets_read: str
    concerns: tuple[Concerns, ...]

    @property
    def texts(self) -> tuple[ArticleView, ...]:
        """The articles whose full text is laid out."""
        return tuple(article for story in self.stories for article in story.tellings if article.text)


def page(edition: Edition, shape: Shape) -> PageView:
    """The edition as a reader is to see it, cut to a shape."""
    beyond = edition.stories[shape.stories :]
    listed = beyond[: shape.titles]
    desk = _Desk(ZoneInfo(edition.timezone), dict(edition.names), dict(edition.outlets), shape.characters)
    return PageView(
        id=edition.id,
        subject=subject(edition),
        brand=" · ".join(_brand(edition)),
        heading=day(edition.date),
        cut_at=moments(desk.zone, edition.cut_at)[0],
        notice=plain(edition.notice),
        overview=overview(edition),
        reading=reading(edition),
        stories=tuple(desk.story(number, story) for number, story in enumerate(edition.stories[: shape.stories], 1)),
        further=tuple(desk.further(number, story) for number, story in enumerate(listed, shape.stories + 1)),
        closing=" ".join(filter(None, (_unlisted(len(beyond) - len(listed)), shape.closing))),
        new_names=new_names(edition.new_names, desk.names, desk.outlets, edition.further_names),
        outlets_read=capital(outlets_read(edition.coverage)) + ".",
        concerns=concerns(edition, shape.concerns),
    )


def _brand(edition: Edition) -> Iterator[str]:
    yield "watchdesk"
    if edition.schedule != "daily":
        yield plain(edition.schedule)
    if edition.id != edition.date.isoformat():
        yield f"edition {edition.id}"


def _unlisted(number: int) -> str:
    return f"And {counted(number, 'further story', 'further stories')}." if number else ""


@dataclass(slots=True)
class _Desk:
    """What laying out needs to know everywhere, and how many characters of full text are left to give out."""

    zone: ZoneInfo
    names: Mapping[str, str]
    outlets: Mapping[str, str]
    characters: int
    numbered: int = 0

    def story(self, number: int, story: Story) -> StoryView:
        lead = self._article(story.articles[0], most_quotes=3)
        rest = [self._article(article, most_quotes=1) for article in story.articles[1:]]
        return StoryView(
            number,
            lead,
            others=tuple(article for article in rest if not article.is_copy),
            copies=tuple(article for article in rest if article.is_copy),
        )

    def further(self, number: int, story: Story) -> Further:
        lead = story.articles[0]
        title = line(_title(lead))
        return Further(number, title, safe_link(lead.url), self._outlet(lead), language_tag(lead.language))

    def _article(self, article: EditionArticle, most_quotes: int) -> ArticleView:
        self.numbered += 1
        published, first_seen = moments(self.zone, article.published, article.first_seen)
        reasons, evidence, unnamed = self._named(article)
        return ArticleView(
            number=self.numbered,
            title=line(_title(article), article.title_marks if article.title.strip() else (), self.names),
            url=safe_link(article.url),
            outlet=self._outlet(article),
            when=f"published {published}, first seen {first_seen}"
            if published
            else f"undated, first seen {first_seen}",
            language=plain(language_name(article.language)),
            tag=language_tag(article.language),
            badge=_BADGES[article.kind],
            reasons=reasons,
            evidence=evidence,
            unnamed=unnamed,
            all_named=f"All it names: {', '.join(map(self._name, _terms(article)))}" if unnamed else "",
            quotes=tuple(self._quotes(article))[:most_quotes],
            is_summary=article.text_from == "feed",
            is_copy=article.copy_of is not None,
            text=self._text(article),
        )

    def _outlet(self, article: EditionArticle) -> str:
        return plain(self.outlets.get(article.outlet, article.outlet))

    def _named(self, article: EditionArticle) -> tuple[tuple[str, ...], tuple[str, ...], int]:
        terms = _terms(article)
        reasons = [self._name(term) for term in terms if term in article.reasons]
        evidence = [self._name(term) for term in terms if term not in article.reasons]
        room = max(_MOST_NAMES - len(reasons), 0)
        unnamed = len(terms) - len(reasons[:_MOST_NAMES]) - len(evidence[:room])
        return tuple(reasons[:_MOST_NAMES]), tuple(evidence[:room]), unnamed

    def _name(self, term: str) -> str:
        return plain(self.names.get(term, term))

    def _quotes(self, article: EditionArticle) -> Iterator[Line]:
        for snippet in article.snippets:
            yield line(snippet.text, snippet.marks, self.names)
        opening = _OPENING.match(article.text) if not article.snippets else None
        if opening:
            rest = "…" if article.text[opening.end() :].strip() else ""
            yield line(opening[1] + rest)

    def _text(self, article: EditionArticle) -> tuple[Line, ...]:
        if article.copy_of is not None or len(article.text) > self.characters:
            return ()
        self.characters -= len(article.text)
        return tuple(paragraphs(article.text, article.marks, self.names))


def _terms(article: EditionArticle) -> tuple[str, ...]:
    return (*article.actors, *article.keywords)


def _title(article: EditionArticle) -> str:
    return article.title if article.title.strip() else article.url
