"""Names in Arabic script that no cue shows: what the words around them say, and what a corpus repeats."""

import pytest

from watchdesk.core.corpus.names import names_in
from watchdesk.core.corpus.proposal import propose
from watchdesk.core.corpus.reading import read


def named(text, language=""):
    return {(name.surface, name.type) for name in names_in(text, language)}


def proposed(*texts, language=""):
    return {(actor.name, actor.type) for actor in propose([read(text, language) for text in texts]).actors}


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("fa", "کشاورزان در زربند از کمبود آب شکایت دارند. سیلاب در زربند پنج خانه را برد.", "زربند"),
        ("ar", "سقط قتلى في زربوط أمس. وعاد الهدوء في زربوط صباح اليوم.", "زربوط"),
        ("ur", "زربند میں سیلاب آیا ہے۔ زربند میں پل ٹوٹ گیا ہے۔", "زربند"),
    ],
)
def test_an_unknown_word_behind_in_is_a_place(language, text, place):
    assert (place, "place") in named(text, language)


def test_a_listed_place_is_one_and_a_word_that_is_also_a_place_only_where_it_stands_as_one():
    assert ("مزار شریف", "place") in named("هوا در مزار شریف سرد است.", "fa")
    assert named("روز دوشنبه مکتب‌ها باز شد.", "fa") == set()
    assert ("دوشنبه", "place") in named("نشست در دوشنبه برگزار شد و سپس در دوشنبه پایان یافت.", "fa")


def test_a_second_half_makes_a_place_of_a_name():
    assert ("کریم‌آباد", "place") in named("بازار کریم‌آباد سوخت.", "fa")


def test_two_unknown_words_are_somebody_whom_the_corpus_names_again():
    first = "به نظر می‌رسد که زوبین تلخکار کتاب تازه نوشته است."
    again = "مردم از زوبین تلخکار تشکر کردند."
    assert ("زوبین تلخکار", "person") in proposed(first, again, language="fa")
    assert proposed(first, language="fa") == set()


def test_a_body_goes_as_far_as_the_corpus_repeats_the_words_behind_its_head():
    texts = (
        "کمیسیون مستقل رسیدگی به شکایات نتایج را اعلام کرد.",
        "رئیس کمیسیون مستقل رسیدگی به شکایات از مردم خواست صبر کنند.",
    )
    assert any(
        name.startswith("کمیسیون مستقل رسیدگی") for name, kind in proposed(*texts, language="fa") if kind == "org"
    )


def test_a_body_in_urdu_ends_with_its_head():
    assert ("زربند دیہی ترقیاتی تنظیم", "org") in proposed(
        "یہ بات زربند دیہی ترقیاتی تنظیم نے کہی ہے۔", "کل زربند دیہی ترقیاتی تنظیم کے دفتر میں اجلاس ہے۔", language="ur"
    )


def test_an_army_with_its_country_is_a_body_and_a_verb_behind_it_is_not_its_name():
    assert ("الجيش السوداني", "org") in named("قال الجيش السوداني إن المعارك انتهت.", "ar")
    assert named("قال الجيش إن المعارك انتهت.", "ar") == set()


def test_an_adjective_of_a_people_is_no_part_of_the_name_behind_a_title():
    assert ("زوركان توبراق", "person") in named("قال وزير الخارجية التركي زوركان توبراق إن المحادثات مستمرة.", "ar")


def test_words_in_two_scripts_glued_together_are_one_name_at_most():
    assert len(names_in("Aابراهیم امر ")) == 1
