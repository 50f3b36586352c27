# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""Tells the lines of a text that are not its story: captions with a credit, links elsewhere, notes on the author.

It knows lines by what they begin or end with, in the languages of the desk; it does not know a site's layout.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from watchdesk.core.text.folding import fold, spell_out
from watchdesk.core.text.sentences import sentences

Span: TypeAlias = tuple[int, int]

# A line that begins so is no part of the story, whatever follows.
_OPENINGS = (
    # links to other stories
    *("read also", "also read", "read more", "read next", "read the full", "see also"),
    *("more on this", "you may also like"),
    *("related stories", "related articles", "related news", "related posts", "related coverage", "related content"),
    *("همچنان بخوانید", "همچنین بخوانید", "بیشتر بخوانید", "این را هم بخوانید", "مطالب مرتبط", "خبرهای مرتبط"),
    *("نور ولولئ", "نور ولولی", "دا هم ولولئ", "اړوند خبرونه", "اړوند مطالب"),
    *("اقرأ أيضا", "اقرأ المزيد", "شاهد أيضا", "مواضيع ذات صلة", "أخبار ذات صلة", "مقالات ذات صلة"),
    *("مزید پڑھیں", "مزید پڑھیے", "یہ بھی پڑھیں", "یہ بھی پڑھیے", "متعلقہ خبریں"),
    *("читайте также", "читать также", "читайте еще", "смотрите также", "читать далее", "материалы по теме"),
    # captions as broadcasters label them
    *("image source", "image caption", "photo caption", "photo credit", "image credit"),
    *("منبع تصویر", "توضیح تصویر", "د عکس سرچینه", "د عکس تشریح", "د انځور سرچینه", "مصدر الصورة", "صدر الصورة"),
    *("التعليق على الصورة", "تعليق الصورة", "تصویر کا ذریعہ", "تصویر کا کیپشن", "автор фото", "подпись к фото"),
    # the author, the publisher
    *("about the author", "the author is", "the writer is", "follow him on", "follow her on", "follow them on"),
    *("follow us on", "follow me on", "the views expressed", "views expressed", "the opinions expressed"),
    *("opinions expressed", "sign up for", "subscribe to our", "all rights reserved", "copyright ©"),
    *("درباره نویسنده", "د لیکوال په اړه", "عن الكاتب", "نبذة عن الكاتب", "مصنف کے بارے میں", "об авторе"),
)
# These begin sentences too: a colon or a bar must follow, or nothing.
_LABELS = (
    *("related", "recommended", "more", "watch", "listen", "opinion", "video", "in pictures", "tags", "keywords"),
    *("photo", "photos", "photograph", "photographs", "image", "images", "picture", "pictures"),
    *("file photo", "caption"),
    *("credit", "illustration", "editor's note", "editors' note", "disclaimer"),
    *("مرتبط", "عکس", "عکس ها", "تصویر", "ویدیو", "ویدئو", "برچسب ها", "کلیدواژه ها"),
    *("اړوند", "انځور", "ذات صلة", "الصورة", "صورة", "الكلمات الدلالية", "متعلقہ", "ٹیگز"),
    *("по теме", "подробнее", "фото", "видео", "иллюстрация", "теги", "об этом"),
)
# What stands in the brackets that end a caption.
_PICTURE_WORDS = (
    *("photo", "photos", "photograph", "photographer", "image", "images", "picture", "pictures"),
    *("file", "illustration"),
    *("getty", "alamy", "shutterstock", "istock", "nurphoto", "imago", "picture alliance", "wikimedia", "flickr"),
    *("عکس", "تصویر", "انځور", "صورة", "الصورة", "غيتي", "фото", "архив", "иллюстрация"),
)
_AGENCIES = ("afp", "ap", "reuters", "epa", "efe", "dpa", "tass", "xinhua", "anadolu", "aa", "upi", "pti", "bloomberg")
_WRITERS = (
    *("journalist", "reporter", "correspondent", "editor", "columnist", "writer", "author", "analyst", "researcher"),
    *("fellow", "professor", "lecturer", "scholar", "historian", "freelancer", "contributor", "expert", "blogger"),
)
_LONGEST = 600
"""No caption, link or note is longer; of a longer line that opens like one only the first sentence is."""
_HEADLINE = 160
_FIRST = 24
"""Enough of a line to hold its first word."""
_STOPS = '.!?…؟۔”"»'
_LAST_LINES = 5


def _compared(text: str) -> str:
    """Give what a stretch is compared by: folded, without vowel signs and what does not print."""
    return spell_out(fold(text))


def _any(cues: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, map(_compared, cues)), key=len, reverse=True))


_LEADS_IN = r"\W{0,4}"
_OPENING = re.compile(rf"{_LEADS_IN}(?:(?:{_any(_OPENINGS)})(?!\w)|(?:{_any(_LABELS)})\s?(?:[:|：]|$))")
_ALONE = re.compile(rf"{_LEADS_IN}(?:{_any((*_OPENINGS, *_LABELS))})\W*$")
_FIRST_WORD = re.compile(rf"{_LEADS_IN}(\w+)")
_FIRST_WORDS = frozenset(cue.partition(" ")[0].partition("'")[0] for cue in map(_compared, (*_OPENINGS, *_LABELS)))
_PICTURE = rf"(?<!\w)(?:{_any(_PICTURE_WORDS)})(?!\w)"
_AGENCY = rf"(?:{_any(_AGENCIES)})"
_CREDIT = re.compile(
    rf"\[[^\[\]]*(?:{_PICTURE}|(?<!\w){_AGENCY}(?!\w))[^\[\]]*\]\W*$"
    rf"|\((?:{_PICTURE}[^()]*|[^()]*{_PICTURE}|[^()]*/\s?{_AGENCY}(?!\w)[^()]*|{_AGENCY}\s?/[^()]*)\)\W*$"
    rf"|(?:(?<!\w)getty images|(?<!\w)(?:ap photo|reuters)\s?/\s?[^/.]{{2,40}}|\w\s?/\s?{_AGENCY})$"
)
_MAY_CREDIT = re.compile(r"[\])/]|images", re.IGNORECASE)
"""Without one of these there is no credit."""
_ENDS_SENTENCE = re.compile(r"[.!?…؟۔][\"'”’»)\]]*$")
_BIOGRAPHY = re.compile(
    r"\W{0,3}(?:[A-Z][\w.’'-]*\s){2,5}(?:is|was)\s(?:an?|the|currently|a former)\s[^.]{0,160}?"
    rf"\b(?:{'|'.join(_WRITERS)})\b"
)


def boilerplate_spans(text: str) -> tuple[Span, ...]:
    """Give the spans of the lines that are captions, links to other stories or notes, in order."""
    lines = list(_lines(text))
    final = _final_headlines(text, lines)
    spans: list[Span] = []
    pointed = 0  # lines before this number belong to a link's heading
    for number, (start, end) in enumerate(lines):
        if number < pointed:
            spans.append((start, end))
        elif (opened := _opened(text, start, end)) is not None:
            spans.append(opened)
            if _ALONE.match(_compared(text[start:end])):
                pointed = len(lines) if number >= final - 1 else number + 1 + _is_headline(text, *lines[number + 1])
        elif _is_caption(text, start, end) or (number >= len(lines) - _LAST_LINES and _is_biography(text, start, end)):
            spans.append((start, end))
    return tuple(spans)


def _final_headlines(text: str, lines: list[Span]) -> int:
    """Give the number of the first of the headlines that end a text: a list of links, if a heading stands before it."""
    first = len(lines)
    while first and _is_headline(text, *lines[first - 1]):
        first -= 1
    return first


def _lines(text: str) -> Iterator[Span]:
    """Give the lines that hold anything, without the white space around them."""
    start = 0
    for line in text.split("\n"):
        held = line.strip()
        if held:
            begin = start + len(line) - len(line.lstrip())
            yield begin, begin + len(held)
        start += len(line) + 1


def _opened(text: str, start: int, end: int) -> Span | None:
    """Give what a line's opening makes boilerplate: the line or, of a very long one, its first sentence."""
    if not _opens(text, start, end):
        return None
    if end - start <= _LONGEST:
        return start, end
    first, last = sentences(text[start : start + _LONGEST])[0]
    return start + first, start + last


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a line begins with a cue; its first word says no of nearly all."""
    word = _FIRST_WORD.match(fold(text[start : start + _FIRST]))
    if word is None or word[1] not in _FIRST_WORDS:
        return False
    return _OPENING.match(_compared(text[start : min(end, start + _HEADLINE)])) is not None


def _is_headline(text: str, start: int, end: int) -> bool:
    return end - start <= _HEADLINE and not _ENDS_SENTENCE.search(text[start:end])


def _is_caption(text: str, start: int, end: int) -> bool:
    """Whether a line ends with the credit of a picture."""
    if end - start > _LONGEST or (text[end - 1] in _STOPS and text[end - 2] not in ")]"):
        return False
    tail = text[max(start, end - _HEADLINE) : end]
    return _MAY_CREDIT.search(tail) is not None and _CREDIT.search(_compared(tail)) is not None


def _is_biography(text: str, start: int, end: int) -> bool:
    """Whether a line says of somebody, by the full name first, that this is a writer of some kind."""
    return end - start <= _LONGEST and _BIOGRAPHY.match(text, start, end) is not None
