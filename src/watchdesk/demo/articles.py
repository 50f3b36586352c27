"""Reads the newsroom's texts from the files that ship in the package; serves nothing and knows no address."""

from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, TypeAlias

from ruamel.yaml import YAML

MARK = "Sample text, not news"
"""Stands on every page, in every feed and in the edition made of them."""

FeedFormat: TypeAlias = Literal["rss", "atom", "json"]


@dataclass(frozen=True, slots=True)
class DemoText:
    """One article; ``age`` is how long before now it was published, ``is_missing`` that its page answers 404."""

    slug: str
    outlet: str
    title: str
    author: str
    age: timedelta
    told_of: str
    summary: str
    paragraphs: tuple[str, ...]
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class DemoOutlet:
    """One outlet with its texts, newest first; a ``status`` is what its feed answers instead of a feed."""

    id: str
    name: str
    language: str
    tags: tuple[str, ...]
    format: FeedFormat
    sections: tuple[str, ...]
    aside: str
    footer: str
    texts: tuple[DemoText, ...]
    status: int | None = None

    @property
    def feed_path(self) -> str:
        """Where the outlet's feed lies below the newsroom's address."""
        suffix = {"rss": "rss", "atom": "atom", "json": "json"}[self.format]
        return f"/{self.id}/feed.{suffix}"

    def page_path(self, text: DemoText) -> str:
        """Where the page of one of its texts lies."""
        return f"/{self.id}/{text.slug}.html"

    def mark(self, text: DemoText) -> str:
        """The sentence that tells a reader of this outlet what the text is."""
        match self.language.partition("-")[0]:
            case "fa":
                return f"متن نمونه، نه خبر ({MARK.lower()}). بازگویی از: {text.told_of}."
            case "ps":
                return f"نمونوي متن، نه خبر ({MARK.lower()}). سرچینه: {text.told_of}."
            case _:
                return f"{MARK}. Retold from {text.told_of}."


def load() -> tuple[DemoOutlet, ...]:
    """Read every outlet of the newsroom with its texts."""
    folder = files("watchdesk.demo").joinpath("newsroom")
    texts = _texts(folder)
    rows = YAML(typ="safe").load(folder.joinpath("outlets.yaml").read_text(encoding="utf-8"))["outlets"]
    return tuple(_outlet(row, texts) for row in rows)


def _outlet(row: dict[str, Any], texts: tuple[DemoText, ...]) -> DemoOutlet:
    own = sorted((text for text in texts if text.outlet == row["id"]), key=lambda text: text.age)
    lists = {key: tuple(row[key]) for key in ("tags", "sections")}
    return DemoOutlet(**{**row, **lists}, texts=tuple(own))


def _texts(folder: Traversable) -> tuple[DemoText, ...]:
    read = {}
    for file in folder.iterdir():
        slug, _, suffix = file.name.rpartition(".")
        if suffix == "md":
            read[slug] = _split(file.read_text(encoding="utf-8"))
    return tuple(_text(slug, read) for slug in sorted(read))


def _split(source: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Part a file into its front matter and its paragraphs, each on one line."""
    _, front, body = source.split("---\n", 2)
    return YAML(typ="safe").load(front), tuple(" ".join(part.split()) for part in body.strip().split("\n\n"))


def _text(slug: str, read: dict[str, tuple[dict[str, Any], tuple[str, ...]]]) -> DemoText:
    front, paragraphs = read[slug]
    if "repeats" in front:  # wire copy: its own first paragraph, then the agency's words
        paragraphs += read[front["repeats"]][1][1:]
    return DemoText(
        slug=slug,
        outlet=front["outlet"],
        title=front["title"],
        author=front["author"],
        age=timedelta(hours=front["hours"]),
        told_of=front["told_of"],
        summary=front["summary"],
        paragraphs=paragraphs,
        is_missing=front.get("page") == "missing",
    )
