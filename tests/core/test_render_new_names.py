"""What an edition says of names that are on no list, in each of its forms."""

import json

from lxml import html as parser
from tests.editions import candidate, edition, new_name

from watchdesk.core import edition as editing
from watchdesk.core import render

CANDIDATE = candidate(1, "The Northern Front spoke.")
SOREL = new_name()
NOORI = new_name("Dara Noori", type="", outlets=("one",), actors=("p-noori",), spelling_of="p-dara", tags=())
BASE = edition(CANDIDATE, new_names=(SOREL, NOORI))


def on_one_line(text):
    return " ".join(text.split())


def section_of(page):
    (found,) = parser.document_fromstring(page).find_class("new-names")
    return found


def test_a_new_name_stands_with_its_count_its_company_and_its_sentence_marked():
    section = section_of(render.html(BASE))
    first, second = section.findall("ul/li")
    assert on_one_line(first.text_content()).startswith(
        "Kaya Sorel (person): 3 articles from 2 outlets, near Northern Front and Dara Noor"
    )
    assert [mark.text for mark in first.findall("blockquote/mark")] == ["Northern Front", "Kaya Sorel"]
    assert first.xpath(".//a/@href") == ["https://one.example/7"]
    assert "May be a spelling of Dara Noor." in on_one_line(second.text_content())
    assert "May be" not in first.text_content()


def test_markdown_and_text_say_the_same():
    markdown, text = render.markdown(BASE), render.text(BASE)
    assert "- **Kaya Sorel** (person): 3 articles from 2 outlets, near Northern Front and Dara Noor" in markdown
    assert "  > The **Northern Front** sent **Kaya Sorel**." in markdown
    assert "- Kaya Sorel (person): 3 articles from 2 outlets, near Northern Front and" in text
    assert "  > The [Northern Front] sent [Kaya Sorel]." in text
    for written in (markdown, text):
        assert on_one_line(written).count('watchdesk watchlist add "NAME"') == 1
        assert "May be a spelling of" in written


def test_the_opening_says_that_there_are_new_names():
    assert "2 new names stand near your actors (below the stories)." in on_one_line(render.text(BASE))
    assert "new name" not in render.text(edition(CANDIDATE)).lower()


def test_what_there_is_no_room_for_is_counted_and_can_be_asked_for():
    many = edition(CANDIDATE, new_names=(SOREL, NOORI), further_names=2)
    for write in (render.html, render.markdown, render.text):
        assert "and 2 more: " in write(many)
    assert "4 new names stand near your actors" in on_one_line(render.text(many))


def test_json_gives_each_name_with_the_ids_of_its_actors():
    found = json.loads(render.json_text(BASE))["new_names"]
    assert found[0] == {
        "name": "Kaya Sorel",
        "spellings": [],
        "type": "person",
        "articles": 3,
        "outlets": ["one", "two"],
        "actors": ["o-front", "p-dara"],
        "spelling_of": None,
        "snippet": {"text": "The Northern Front sent Kaya Sorel.", "marks": [[4, 18, "o-front"], [24, 34, ""]]},
        "url": "https://one.example/7",
        "outlet": "one",
    }
    assert (found[1]["type"], found[1]["spelling_of"]) == (None, "p-dara")


def test_an_edition_kept_with_new_names_is_read_back_equal():
    assert editing.load(editing.dump(BASE)) == BASE


def test_sections_keep_the_names_near_their_actors_or_in_their_outlets():
    assert [new.name for new in editing.select(BASE, ("p-noori",)).new_names] == ["Dara Noori"]
    assert [new.name for new in editing.select(BASE, ("wire",)).new_names] == ["Kaya Sorel"]
    assert editing.select(BASE, ()).new_names == BASE.new_names


def test_every_name_that_an_edition_shows_is_explained_in_it():
    assert dict(BASE.names)["p-noori"] == "سارا نوری"
    assert dict(edition(CANDIDATE, new_names=(new_name(outlet="two"),)).outlets)["two"] == "Outlet Two"


def test_many_actors_and_spellings_are_cut_short():
    crowded = new_name(actors=tuple(f"p-{n}" for n in range(9)), spellings=tuple(f"Kaya Sorell{n}" for n in range(9)))
    shown = on_one_line(section_of(render.html(edition(CANDIDATE, new_names=(crowded,)))).text_content())
    assert "near p-0, p-1, p-2, p-3 and 5 more; also written Kaya Sorell0, Kaya Sorell1 and Kaya Sorell2" in shown
