"""Bytes into letters: which encoding a web document is in, when its labels may lie.

Never fails: what no encoding explains becomes U+FFFD.
"""

import codecs
import re
from typing import Final

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_IN_HEADER: Final = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_IN_DOCUMENT: Final = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_PRESCAN: Final = 2048
# HTML calls these Latin-1 and means Windows' superset (WHATWG Encoding, 4.2)
_MEANS_CP1252: Final = frozenset({"ascii", "iso8859-1"})
# Their bytes may look like ASCII or UTF-8 and are not
_LOOKS_LIKE_ASCII: Final = re.compile(r"utf-(16|32)|iso2022|hz")


def decoded(body: bytes, content_type: str) -> str:
    """Decode a document: by its byte order mark, as UTF-8 if it is valid UTF-8, else as the labels say.

    Valid UTF-8 with letters beyond ASCII is never anything else by chance, whatever header and document claim.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body.decode(name, errors="replace")
    label = labelled(body, content_type)
    if label and _LOOKS_LIKE_ASCII.match(label):
        return body.decode(label, errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode(label or "cp1252", errors="replace")


def labelled(body: bytes, content_type: str) -> str | None:
    """Give Python's name of the encoding that the header, else the document's first 2 kB, claims; None if unknown."""
    claims = [found.group(1) for found in [_IN_HEADER.search(content_type)] if found]
    claims += [found.decode("ascii", "replace") for found in _IN_DOCUMENT.findall(body[:_PRESCAN])]
    return next((name for name in map(_codec, claims) if name), None)


def _codec(label: str) -> str | None:
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", False) or found.name in {"idna", "punycode", "undefined"}:
        return None
    if found.name.startswith(("unicode-escape", "raw-unicode", "utf-7")):
        return None
    return "cp1252" if found.name in _MEANS_CP1252 else found.name


_ALPHABETS: Final = {
    "cp1251": "оеаинтсрвлкмдпу",
    "koi8-r": "оеаинтсрвлкмдпу",
    "cp866": "оеаинтсрвлкмдпу",
    "cp1256": "اليمنوترهدبكعسفقةأى",
}
"""The commonest letters of the scripts that undeclared files are in, by the encodings they are mostly in."""
_LEAST_USUAL: Final = 0.6
"""The share of the letters beyond ASCII that the commonest make up in any text of their language."""
_LEAST_BEYOND: Final = 0.3
"""From this share of letters beyond ASCII on a text is in no Latin script."""
_SAMPLE: Final = 100_000


def guessed(body: bytes) -> str | None:
    """Decode a text without any label: None if it is in no known encoding. Latin letters are taken for Windows'."""
    if any(body.startswith(mark) for mark, _ in _BYTE_ORDER_MARKS) or _is_utf8(body):
        return decoded(body, "")
    sample = body[:_SAMPLE]
    beyond = sum(byte > 0x7F for byte in sample)  # noqa: PLR2004 - the last of ASCII
    if beyond < _LEAST_BEYOND * (beyond + sum(map(bytes.isalpha, (sample[at : at + 1] for at in range(len(sample)))))):
        return decoded(body, "")
    shares = {name: _share(sample.decode(name, "replace"), usual) for name, usual in _ALPHABETS.items()}
    best = max(shares, key=lambda name: shares[name])
    return body.decode(best, "replace") if shares[best] >= _LEAST_USUAL else None


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _share(text: str, usual: str) -> float:
    letters = [letter for letter in text if not letter.isascii()]
    return sum(letter in usual for letter in letters) / max(len(letters), 1)
