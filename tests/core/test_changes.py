from watchdesk.core.changes import changed_sentences, is_material

_SENTENCES = [f"Sentence number {number} says a thing." for number in range(20)]
_TEXT = " ".join(_SENTENCES)


def with_sentence(index, sentence):
    return " ".join([*_SENTENCES[:index], sentence, *_SENTENCES[index + 1 :]])


def test_white_space_letter_case_and_order_are_no_change():
    assert changed_sentences("One thing.\n\nTwo things.", "two  things. One thing.").added == ()
    assert not is_material(_TEXT, _TEXT.upper().replace(" ", "\n"), ["sentence"])


def test_an_altered_sentence_is_both_added_and_removed():
    changed = changed_sentences("One thing. Two things.", "One thing. Three things.")
    assert (changed.added, changed.removed) == (("Three things.",), ("Two things.",))


def test_a_repeated_sentence_counts_as_often_as_it_stands():
    assert changed_sentences("One thing.", "One thing. One thing.").added == ("One thing.",)


def test_a_mended_sentence_among_twenty_is_not_material():
    assert not is_material(_TEXT, with_sentence(3, "Sentence number three says a thing."), ["Panjshir"])


def test_three_of_twenty_sentences_are_material():
    new = " ".join(["Other.", "Words.", "Here.", *_SENTENCES[3:]])
    assert is_material(_TEXT, new, [])


def test_a_sentence_with_a_watched_term_is_material_when_it_comes_goes_or_changes():
    told = with_sentence(3, "Fighting went on in PANJSHIR.")
    assert is_material(_TEXT, told, ["Panjshir"])
    assert is_material(told, _TEXT, ["Panjshir"])
    assert is_material(told, with_sentence(3, "Fighting ended in Panjshir."), ["Panjshir"])


def test_a_watched_term_in_a_sentence_that_stays_does_not_make_a_change_material():
    told = with_sentence(3, "Fighting went on in Panjshir.")
    assert not is_material(told, told.replace("number 7", "number seven"), ["Panjshir"])


def test_the_same_text_is_no_change_and_empty_texts_are_the_same():
    assert not is_material(_TEXT, _TEXT, ["Sentence"])
    assert not is_material("", "", ["x"])
    assert is_material("", "One thing.", [])
