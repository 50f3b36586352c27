# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""Folds letters that differ only in looks: case, accents, letter forms, vowel signs, digits, apostrophes, dashes.

The fold of a text has the text's own length, so offsets hold without a map. The few hundred characters that stand for
several letters (ß, the ligature for Allah) stay as they are in ``fold`` and are spelled out word by word in
``fold_word``; every one of them lies inside a single token, so offsets hold there too.
"""

import re
import unicodedata
from collections.abc import Iterator

MARK = "\0"
"""Stands for a vowel sign or accent: part of the word before it, not of its letters."""
UNSEEN = "\1"
"""Stands for a character that does not print: joins, direction marks, soft hyphens."""

# Only scripts that the matcher reads are folded; all other characters stand for themselves.
_RANGES = (
    (0x0000, 0x024F),  # Latin
    (0x0250, 0x036F),  # Latin phonetic letters, modifiers, combining accents
    (0x0370, 0x052F),  # Greek, Cyrillic
    (0x0600, 0x06FF),  # Arabic
    (0x0750, 0x077F),  # Arabic for African and Asian languages
    (0x08A0, 0x08FF),  # Arabic, newer letters and signs
    (0x1AB0, 0x1AFF),  # combining accents
    (0x1C80, 0x1C8F),  # Cyrillic, newer letters
    (0x1D00, 0x1EFF),  # Latin phonetic and Vietnamese letters
    (0x2000, 0x20FF),  # punctuation, spaces, superscripts, combining signs
    (0x2100, 0x218F),  # letter-like signs
    (0x2460, 0x24FF),  # letters in circles
    (0x2C60, 0x2C7F),  # Latin, newer letters
    (0x2DE0, 0x2DFF),  # Cyrillic combining letters
    (0xA640, 0xA7FF),  # Cyrillic and Latin, newer letters
    (0xFB00, 0xFDFF),  # Latin ligatures, Arabic letter forms
    (0xFE00, 0xFEFF),  # variation selectors, Arabic letter forms
    (0xFF00, 0xFFEF),  # full-width letters
    (0x1D400, 0x1D7FF),  # letters of mathematics, used as ornament
)

# Letters that no Unicode decomposition brings together. Pashto and Urdu letters go to the sound Dari writes for them.
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("يىېۍےۓێی", "ی"),
        **dict.fromkeys("كڪکڮ", "ک"),
        **dict.fromkeys("ګڰڳ", "گ"),
        **dict.fromkeys("ةۃھہەۀۂۿ", "ه"),
        **dict.fromkeys("ٱ", "ا"),
        **dict.fromkeys("ۇۆۈۋۅۊ", "و"),
        **dict.fromkeys("ټٹ", "ت"),
        **dict.fromkeys("ډڈ", "د"),
        **dict.fromkeys("ړڑ", "ر"),
        **dict.fromkeys("ڼںڻ", "ن"),
        "ځ": "ز",
        "څ": "س",
        "ښ": "ش",
        "ږ": "ژ",
        "ڤ": "ف",
        "ڭ": "ک",
        "ø": "o",
        "đ": "d",
        "ħ": "h",
        "ł": "l",
        "ı": "i",
        "ŧ": "t",
        "ð": "d",
        "ə": "a",
        "ǝ": "a",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ҳ": "х",
        "қ": "к",
        "ғ": "г",
        "ҷ": "ж",
        "ӊ": "н",
        "ң": "н",
        "ү": "у",
        "ұ": "у",
        "ө": "о",
        "ә": "а",
        "һ": "х",
        "ґ": "г",
    }
)
_APOSTROPHES = "'`´ʹʻʼʽʾʿˈ‘’‛′＇ꞌ"  # every one of them is met as an apostrophe in transliterated names
_HYPHENS = "-‐‑‒–−﹣－"  # the em dash is not among them: it parts clauses
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_HAMZA, _TATWEEL = "\u0621", "\u0640"


def _folded(character: str) -> str:  # noqa: PLR0911 - one guard for each kind of character
    """Give what a character folds to: one character, or the several letters it stands for."""
    if character in _APOSTROPHES:
        return "'"
    if character in _HYPHENS:
        return "-"
    if character in _UNSEEN + _DIRECTIONS:
        return UNSEEN
    if character in {_HAMZA, _TATWEEL}:
        return MARK
    if character.isspace():
        return "\n" if character in "\n\u2028\u2029\x85\v\f" else " "
    if character in {MARK, UNSEEN}:
        return " "
    if unicodedata.digit(character, None) is not None and character.isdecimal():
        return str(unicodedata.digit(character))
    return _letters(character)


def _letters(character: str) -> str:
    """Give the plain letters of a character, MARK for a mere sign, or the character itself if it is no letter."""
    compatible = unicodedata.normalize("NFKC", character).casefold()
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", compatible)
        if unicodedata.category(letter) not in {"Mn", "Me"}
    ).translate(_LETTERS)
    plain = plain.replace(_HAMZA, "").replace(_TATWEEL, "")
    if not plain:
        return MARK
    if plain.strip(_APOSTROPHES) != plain:
        plain = plain.strip(_APOSTROPHES)
        return plain or "'"
    return plain if plain.isalnum() else character


def _table() -> Iterator[tuple[int, str]]:
    for first, last in _RANGES:
        for point in range(first, last + 1):
            character = chr(point)
            folded = _folded(character)
            if folded != character:
                yield point, folded


_ALL = dict(_table())
_ONE_TO_ONE = {point: folded for point, folded in _ALL.items() if len(folded) == 1}
_EXPANDING = {point: folded for point, folded in _ALL.items() if len(folded) > 1}
_EXPANDS = re.compile("[" + "".join(map(re.escape, map(chr, _EXPANDING))) + "]")
_ASCII = re.compile("([\x00-\x7f]{16,})")
"""Stretches without other letters are folded much faster by themselves."""
_UNPRINTED = re.compile(f"[{MARK}{UNSEEN}]")


def fold(text: str) -> str:
    """Fold a text to the same number of code points; folding twice changes nothing that a word is compared by."""
    return "".join([piece.translate(_ONE_TO_ONE) for piece in _ASCII.split(text)])


def has_expanding(folded: str) -> bool:
    """Whether a folded text holds characters that stand for several letters."""
    return not folded.isascii() and _EXPANDS.search(folded) is not None


def spell_out(folded: str) -> str:
    """Turn a folded stretch into letters: signs dropped, characters that stand for several letters spelled out."""
    folded = _UNPRINTED.sub("", folded)
    return folded.translate(_EXPANDING) if has_expanding(folded) else folded


def fold_word(word: str) -> str:
    """Give the letters a word is compared by; folding them again changes nothing."""
    return spell_out(fold(word)).replace("'", "")
