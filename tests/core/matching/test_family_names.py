"""What a family name alone is worth in each script: how it ends, what stands before it, whether it is a word."""

import pytest

from watchdesk.core.matching import compile_watchlist
from watchdesk.model import Actor, Document, Watchlist


@pytest.fixture(scope="module")
def found():
    listed = (
        Actor("leader", "Ali Khamenei", "person", names=(("fa", "علی خامنه‌ای"),), surname="yes"),
        Actor("ali", "Abdul Ghani Alipour", "person", names=(("fa", "عبدالغنی علی‌پور"),)),
        Actor("noor", "Ata Mohammad Noor", "person", names=(("ps", "عطا محمد نور"),)),
        Actor("scholar", "Mohammad Mohaqiq", "person", names=(("fa", "محمد محقق"),)),
        Actor("born", "Latif Pedram", "person", names=(("fa", "لطیف پدرام"),)),
        Actor("lavrov", "Sergey Lavrov", "person", names=(("ru", "Сергей Лавров"),)),
        Actor("maria", "Maria Zakharova", "person", names=(("ru", "Мария Захарова"),)),
        Actor("zia", "Yasin Zia", "person", names=(("ru", "Ясин Зия"),)),
        Actor("ahmad", "Ahmed al-Sharaa", "person", names=(("ru", "Ахмед аш-Шараа"),), surname="default"),
        Actor("minister", "Amir Khan Muttaqi", "person"),
        Actor("karzai", "Hamid Karzai", "person", surname="yes", exclude=("Hamid Karzai International",)),
    )
    matcher = compile_watchlist(Watchlist(listed))

    def surfaces(text):
        return [(one.surface, one.term) for one in matcher.match(Document(text)).mentions]

    return surfaces


def test_a_family_name_of_two_written_words_is_found_whole_and_never_by_its_end(found):
    text = "علی خامنه‌ای آمد. ای مردم، در خانه‌ای بود. خامنه‌ای گفت."
    assert found(text) == [("علی خامنه‌ای", "leader"), ("خامنه‌ای", "leader")]


def test_a_family_name_of_two_written_words_stands_alone_only_behind_its_bearer(found):
    assert found("علی‌پور آمد.") == []
    assert found("عبدالغنی علی‌پور گفت. علی‌پور آمد. قلی‌پور رفت.") == [("عبدالغنی علی‌پور", "ali"), ("علی‌پور", "ali")]


def test_a_family_name_that_is_a_pashto_word_needs_a_verb_of_saying_or_a_title(found):
    text = "عطا محمد نور په کابل کې و. نور کسان راغلل. نور وویل چې نور څه نشته."
    assert [surface for surface, _ in found(text)] == ["عطا محمد نور", "نور"]


def test_behind_this_or_every_a_family_name_is_the_noun(found):
    assert found("محمد محقق آمد. این محقق ترک گفت. محقق رفت.") == [("محمد محقق", "scholar"), ("محقق", "scholar")]


def test_born_of_behind_a_name_is_no_part_of_it(found):
    assert found("لطیف پدرام زادهٔ بدخشان است.") == [("لطیف پدرام", "born")]
    assert found("لطیف پدرام زاده آمد.") == []


@pytest.mark.parametrize(
    ("text", "surface", "term"),
    [
        ("Встреча с Сергеем Лавровым прошла.", "Сергеем Лавровым", "lavrov"),
        ("Марию Захарову спросили. Захаровой верят.", "Захаровой", "maria"),
        ("Ясин Зия прибыл. Без Ясина Зии не начали.", "Ясина Зии", "zia"),
    ],
)
def test_russian_names_are_found_in_every_case(found, text, surface, term):
    assert (surface, term) in found(text)


def test_a_given_name_before_a_russian_article_is_somebody_elses(found):
    assert found("Ахмед аш-Шараа прибыл. Фарук аш-Шараа остался.") == [("Ахмед аш-Шараа", "ahmad")]


def test_a_given_name_and_a_khan_are_not_taken_up_from_a_full_name(found):
    assert found("Amir Khan Muttaqi came. Amir Khan, the film star, did not.") == [("Amir Khan Muttaqi", "minister")]


def test_what_bears_his_name_takes_no_surname_that_may_stand_alone(found):
    assert found("Hamid Karzai International reopened. Karzai did not come.") == [("Karzai", "karzai")]
