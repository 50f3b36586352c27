"""Markdown is read back with a CommonMark parser that also knows tables and strikethrough."""

from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.editions import MORNING, candidate, edition, new_name

from watchdesk.core import render
from watchdesk.core.render import as_markdown
from watchdesk.core.render.marked import line, plain
from watchdesk.model import Coverage, Snippet, Trouble

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
ATTACKS = (
    "[x](https://evil.example)",
    "![x](https://evil.example/p.png)",
    "[x]: https://evil.example",
    "<img src=x onerror=alert(1)>",
    "<https://evil.example>",
    "https://evil.example",
    "www.evil.example",
    "a@evil.example",
    "mailto:a@evil.example",
    "# head",
    "- item",
    "+ item",
    "1. item",
    "2) item",
    "> quote",
    "***",
    "---",
    "===",
    "    code",
    "\tcode",
    "```",
    "~~~",
    "`code`",
    "~~gone~~",
    "**bold**",
    "__bold__",
    "_it_",
    "| a | b |",
    "|---|---|",
    "&lt;b&gt;",
    "&#91;",
    "\\",
    "\\[",
    "$x$",
    ":",
    "!",
    "](<",
    ">)",
    "{{ 7*7 }}",
    "{% raw %}",
    "\u202e",
    "\u2069\u2069",
    "\r\n# head",
    " \n\n- item",
    "کابل",
    "word",
    " ",
)
hostile = st.lists(st.sampled_from(ATTACKS) | st.text(max_size=4), min_size=1, max_size=5).map("".join)


LEAD = candidate(1, "Northern Front.", published=MORNING)
OTHER = candidate(2, "Northern Front.", outlet="two", text_from="feed")
BASE = edition(LEAD, OTHER, outlets=())


def made(value):
    """An edition in which a value stands everywhere that others can write, but for texts and addresses."""
    stories = tuple(
        replace(story, articles=tuple(replace(one, title=value, title_marks=()) for one in story.articles))
        for story in BASE.stories
    )
    trouble = (Trouble(value, MORNING, value),)
    return replace(
        BASE,
        stories=stories,
        names=(("o-front", value),),
        outlets=(("one", value), ("two", value)),
        coverage=Coverage(2, 1, failed=trouble, silent=trouble),
        notice=value,
        new_names=(new_name(value, spellings=(value,), spelling_of="o-front", snippet=Snippet("Said.")),),
    )


def shape(markdown):
    """What a parser finds: the kinds of all tokens in order, texts in a row as one, with the addresses of links."""
    kinds = []
    for token in PARSER.parse(markdown):
        inner = [(child.type, child.attrGet("href")) for child in token.children or ()]
        kinds.append((token.type, token.tag, [kind for kind, _ in groupby(inner)]))
    return kinds


def text_of(markdown):
    inline = (token.children or () for token in PARSER.parse(markdown))
    return " ".join("".join(child.content for child in children) for children in inline)


@settings(max_examples=150, deadline=None)
@given(hostile)
def test_no_value_changes_what_the_document_is_made_of(value):
    value += "z"
    assert shape(render.markdown(made(value))) == shape(render.markdown(made("z")))


@settings(max_examples=100, deadline=None)
@given(hostile)
def test_every_value_is_shown_as_it_is(value):
    value += "z"
    shown = text_of(render.markdown(made(value)))
    for control in "\u2068\u2069\u200f":
        shown = shown.replace(control, "")
    assert plain(value) in shown


@settings(max_examples=150, deadline=None)
@given(hostile)
def test_no_article_text_becomes_anything_but_quoted_paragraphs(text):
    allowed = {"blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline"}
    parsed = PARSER.parse("> " + as_markdown.block(line(text + "z")))
    assert {token.type for token in parsed} <= allowed
    assert {child.type for token in parsed for child in token.children or ()} <= {"text"}


@settings(max_examples=100, deadline=None)
@given(hostile, st.integers(0, 8), st.integers(0, 8))
def test_a_mark_anywhere_makes_bold_and_nothing_else(text, start, end):
    parsed = PARSER.parse("> " + as_markdown.block(line(text + "z", [(start, end, "t")])))
    inner = {child.type for token in parsed for child in token.children or ()}
    assert inner <= {"text", "strong_open", "strong_close"}


@pytest.mark.parametrize(
    "url",
    [
        "https://e.example/a(b)c",
        "https://e.example/a]b",
        "https://e.example/?a=1&copy;=2&amp;x",
        "https://e.example/a_b*c~d",
        "https://e.example/%D9%82?q=a+b",
    ],
)
def test_a_link_is_the_whole_address(url):
    (paragraph,) = [token for token in PARSER.parse(as_markdown.link("title", url)) if token.type == "inline"]
    assert [child.attrGet("href") for child in paragraph.children if child.type == "link_open"] == [
        PARSER.normalizeLink(url)
    ]


def test_an_address_cannot_end_its_own_link():
    written = as_markdown.link("t", "https://e.example/> <b>\\`x`\n|")
    assert written == "[t](<https://e.example/%3E%20%3Cb%3E%5C%60x%60%0A%7C>)"


def test_addresses_in_a_text_are_not_links_for_readers_that_make_links_of_bare_ones():
    assert as_markdown.inline("see https://x.example, www.x.example") == "see https\\://x.example, www\\.x.example"
    assert as_markdown.inline("mailto:a@x.example") == "mailto\\:a\\@x.example"


def test_marks_are_bold_and_ordinary_prose_stays_readable():
    cut = edition(candidate(1, "In 2021, the Northern Front (from the Valley) said: no! U.S.-led talks - 5% - failed."))
    assert (
        "> In 2021, the **Northern Front** (from the **Valley**) said: no! U.S.-led talks - 5% - failed."
        in render.markdown(cut)
    )


def test_full_texts_follow_the_stories_and_lead_back():
    shown = render.markdown(edition(candidate(1, "The Northern Front spoke.\n\nThe second paragraph, Dara Noor.")))
    stories, texts = shown.split("## Full texts")
    assert "[Full text](#text-1)" in stories
    assert "### Text 1" in texts
    assert "> The second paragraph, **Dara Noor**." in texts


def test_dari_stands_in_isolates_that_do_not_turn_the_line():
    shown = render.markdown(edition(candidate(1, "سارا نوری گفت.", title="سارا نوری", outlet="dari", language="fa-AF")))
    assert "## 1. [\u2068**سارا نوری**\u2069](<https://dari.example/1>)" in shown
    assert "**\u2068دری\u2069** · Dari" in shown
    assert "> \u200f\u2068**سارا نوری** گفت.\u2069" in shown
    assert shown.count("\u2068") == shown.count("\u2069")
