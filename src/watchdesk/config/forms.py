"""The forms of single values: ids, languages, web addresses, mail addresses, networks, time zones, secrets.

Each is a plain function from what YAML gave to a value; each refusal is a sentence (ValueError) that names the mend.
"""

import re
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from watchdesk.config import references
from watchdesk.config.quantities import shown

_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_LANGUAGE: Final = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
    r"(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-x(-[A-Za-z0-9]{1,8})+)?"
)
"""RFC 5646, section 2.1, without extensions and the grandfathered tags."""
_MAIL: Final = re.compile(r"[^\s@<>()\[\]\\,;:\"]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_HEADER: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token: RFC 9110, section 5.6.2
_TELLS_A_SECRET: Final = re.compile(r"auth|cookie|key|token|secret|password", re.IGNORECASE)
_SCHEMES: Final = ("https", "http")


def text(said: object) -> str:
    """Take a line of text as ``line`` does; no references to secrets, no quote without its partner."""
    written = line(said)
    if "${" in written:
        raise ValueError("a secret is read only in `password` and `headers`; write the value itself here")
    return _paired(written)


def line(said: object) -> str:
    """Take any text that is not blank, without the space around it; no line breaks or control characters."""
    if said is None or (isinstance(said, str) and not said.strip()):
        raise ValueError("this is empty; write it or remove the key")
    if not isinstance(said, str):
        hint = "; put it in quotes" if isinstance(said, int | float) else ""
        raise ValueError(f"{shown(said)} is not text{hint}")  # noqa: TRY004  pydantic collects ValueError only
    written = said.strip()
    if any(character < " " or "\x7f" <= character < "\xa0" for character in written):
        raise ValueError("this holds a line break or control character; write it on one line")
    return written


def _paired(written: str) -> str:
    if written.count('"') % 2:
        raise ValueError('a quote " stands here without its partner; put one on both sides, or on neither')
    return written


def identifier(said: object) -> str:
    """Take an id: up to 64 small letters, digits, - and _, the first a letter or digit."""
    written = text(said)
    if _ID.fullmatch(written):
        return written
    meant = re.sub(r"[^a-z0-9_]+", "-", written.lower()).strip("-_")[:64]
    hint = f"; perhaps {meant}" if meant else ""
    raise ValueError(f"{shown(written)} is no id: ids are small letters a to z, digits, - and _{hint}")


def language(said: object) -> str:
    """Take a language tag of the form of BCP 47; whether the language exists is not asked."""
    written = text(said)
    if _LANGUAGE.fullmatch(written):
        return written
    hint = f"; perhaps {written.replace('_', '-')}" if _LANGUAGE.fullmatch(written.replace("_", "-")) else ""
    raise ValueError(f"{shown(written)} is not a language tag; write one such as en, fa-AF or ps{hint}")


def feed_address(said: object) -> str:
    """Take an http or https address without user name, password or reference to a secret."""
    written = line(said)
    if "${" in written:
        raise ValueError(
            'a secret cannot stand in an address; send it as a header: headers: {Authorization: "${NAME}"}'
        )
    first, _, rest = written.partition(" ")
    if first == "url" and rest:
        raise ValueError("there is no colon after `url`; write `url: …`")
    if re.search(r"[\s\\<>\"]", written):
        raise ValueError(f"{shown(written)} is not a web address: it holds a space, a quote, < > or \\")
    return _web_address(written)


def _web_address(written: str) -> str:
    scheme, separator, _ = written.partition("://")
    if not separator or scheme.lower() not in _SCHEMES:
        raise ValueError(_wrong_scheme(written))
    try:
        parts = urlsplit(written)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f"this is not a web address: {error}") from error
    if "@" in parts.netloc:
        mend = 'leave them out and write headers: {Authorization: "${NAME}"}'
        raise ValueError(f"a user name or password stands in this address; {mend}")
    if not host or host.startswith("."):
        raise ValueError(f"{shown(written)} names no host; write an address such as https://example.org/feed/")
    return written


def _wrong_scheme(written: str) -> str:
    scheme, separator, rest = written.partition("://")
    if not separator and re.match(r"[\w-]+(\.[\w-]+)+(:[0-9]+)?(/|$)", written):
        return f"{shown(written)} does not begin with https://; write https://{written}"
    if separator and (scheme == "feed" or get_close_matches(scheme, _SCHEMES, 1, 0.75)):
        return f"{shown(written)} does not begin with https:// or http://; perhaps https://{rest}"
    return "only http:// and https:// addresses can be polled"


def looks_like_home_page(address: str) -> bool:
    """Whether an address is only a host: nearly always a home page, not a feed."""
    parts = urlsplit(address)
    return parts.path in {"", "/"} and not parts.query


def contact(said: object) -> str:
    """Take a mailto: or web address at which we can be reached."""
    written = text(said)
    if written.startswith("mailto:"):
        mail_address(written.removeprefix("mailto:"))
        return written
    if _MAIL.fullmatch(written):
        raise ValueError(f'write "mailto:{written}"')
    return _web_address(written)


def mail_address(said: object) -> str:
    """Take a bare mail address of a plausible form; nothing that could smuggle a header line."""
    written = text(said)
    if not _MAIL.fullmatch(written):
        raise ValueError(
            f"{shown(written)} is not a mail address; write one such as desk@example.org, without a name or <>"
        )
    if not written.isascii():
        raise ValueError(f"{shown(written)} is not a mail address: it holds a letter that is not plain a to z")
    return written


def network(said: object) -> IPv4Network | IPv6Network:
    """Take a network in CIDR notation, short of the whole Internet."""
    written = text(said)
    try:
        found = ip_network(written)
    except ValueError as error:
        raise ValueError(_no_network(written)) from error
    if not found.prefixlen:
        raise ValueError(f"{written} would open every network to every feed; name the one a feed lives in")
    return found


def _no_network(written: str) -> str:
    try:
        return f"{written} names a host within a network; write {ip_network(written, strict=False)}"
    except ValueError:
        return f"{shown(written)} is not a network; write one such as 127.0.0.0/8 or 192.168.1.20/32"


def timezone(said: object) -> ZoneInfo:
    """Take the IANA name of a time zone."""
    written = text(said)
    try:
        return ZoneInfo(written)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{shown(written)} is not a time zone; {_zone_hint(written)}") from error


def _zone_hint(written: str) -> str:
    zones = {name.lower(): name for name in available_timezones()}
    cities = {name.rpartition("/")[2]: name for name in sorted(zones) if "/" in name}
    meant = written.lower().replace(" ", "_")
    close = [meant] if meant in zones else get_close_matches(meant, zones, 1, 0.75)
    if not close:
        close = [cities[city] for city in get_close_matches(meant.rpartition("/")[2], cities, 1, 0.75)]
    return f"did you mean {zones[close[0]]}?" if close else "write an IANA name such as Asia/Kabul or UTC"


def secret(said: object) -> str:
    """Take a text that refers to a secret; a literal one is refused without being repeated."""
    written = line(str(said) if isinstance(said, int | float) else said)
    if not references.refers(written):
        raise ValueError(_LITERAL)
    return _well_written(written)


_LITERAL: Final = (
    'a secret must not stand in this file; write password: "${SMTP_PASSWORD}" and set that environment variable, '
    'or "${file:PATH}"'
)


def header_name(said: object) -> str:
    """Take the name of a request header."""
    written = line(said)
    if not _HEADER.fullmatch(written):
        raise ValueError(f"{shown(written)} is not the name of a header")
    return written


def header_text(said: object) -> str:
    """Take the value of a request header, which may refer to secrets."""
    return _well_written(line(said))


def shows_secret(header: str, value: str) -> bool:
    """Whether a header that by its name carries a secret has it written out."""
    return bool(_TELLS_A_SECRET.search(header)) and not references.refers(value)


def _well_written(template: str) -> str:
    wrong = references.check_form(template)
    if wrong:
        raise ValueError(wrong)
    return _paired(template)
