from datetime import date

from watchdesk.core.extract import extract
from watchdesk.model import ExtractedPage

DARI = (
    "رهبر گروه روز پنجشنبه گفت که از طرح گفت‌وگوی همهٔ گروه‌ها دست نمی‌کشد و آمادهٔ نشست تازه است.",
    "تالار یک ساعت پیش از آغاز برنامه پر شده بود و برگزارکنندگان شماری از مهمانان را نتوانستند راه بدهند.",
)


def read(body: str) -> ExtractedPage:
    page = f'<html lang="fa"><head><title>گفت‌وگو | روزنامه</title></head><body><main>{body}</main></body></html>'
    found = extract(page.encode(), "https://gazette.example/1", "text/html; charset=utf-8", date(2026, 11, 20))
    assert isinstance(found, ExtractedPage)
    return found


def test_the_joiners_that_persian_is_spelt_with_survive() -> None:
    found = read(f"<article><h1>گفت‌وگو</h1><p>{DARI[0]}</p><p>{DARI[1]}</p></article>")
    assert found.text == "\n\n".join(DARI)
    assert found.title.startswith("گفت‌وگو")


def test_a_text_that_begins_with_its_headline_does_not_say_it_twice() -> None:
    found = read(f"<article><h1>سخنان  رهبر</h1><p>{DARI[0]}</p><p>{DARI[1]}</p></article>")
    assert found.text.startswith(DARI[0])
