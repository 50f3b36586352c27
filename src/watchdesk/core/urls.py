"""Addresses: one key for one article, links that are safe to write out, and nothing secret in a log.

Works on text alone: whether an address may be *connected* to is decided where the connection is made, not here.
Every function takes any string and never raises.
"""

import re
from typing import Final, NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

LONGEST_LINK: Final = 8_000

_DEFAULT_PORTS: Final = frozenset({80, 443})
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE: Final = "/:@!$&'()*+,;=~%"
_QUERY_SAFE: Final = _PATH_SAFE + "?"

# Parameters that say where a reader came from; the article is the same without them. Names that some sites use for
# the article itself (id, p, ref, source) are not among them.
_TRACKING_STARTS: Final = ("utm_", "at_", "ns_", "mc_", "mtm_", "matomo_", "hsa_", "guce_", "__twitter_", "soc_")
_TRACKING_NAMES: Final = (
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh li_fat_id mkt_tok _ga _gl "
    "_hsenc _hsmi vero_id oly_anon_id oly_enc_id wickedid s_cid cmpid ocid xtor ito smid guccounter emc ref_src "
    "ref_url srnd spm pk_campaign pk_kwd pk_source pk_medium phpsessid jsessionid sessionid"
)
_TRACKING: Final = frozenset(_TRACKING_NAMES.split())
_SECRET: Final = re.compile(
    r"token|secret|passw|pwd|auth(?!or)|signature|session|credential|api.?key|access.?key|"
    r"(?:^|[-_.])(?:key|sig|pass|code|jwt)$",
    re.IGNORECASE,
)

_USERINFO: Final = re.compile(r"([/\\]{2})[^/\\?#\s@]*@(?:[^/\\?#\s@]*@)*")
_BROKEN_USERINFO: Final = re.compile(r"([/\\]{2})[^/\\?#\s:@]*:(?![0-9]*(?:[/\\?#]|$)).*@")
"""A password with an unescaped ``/``, ``?`` or ``#``: what follows the colon is no port."""
_PARAMETER: Final = re.compile(r"([?&;#])([^?&;#=]*)=([^&;#]*)")
_PERCENT: Final = re.compile("%([0-9a-fA-F]{2})?")
_HOST: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
_SESSION_IN_PATH: Final = re.compile(r";(?:jsessionid|phpsessid)=[^/;]*", re.IGNORECASE)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class _Parts(NamedTuple):
    scheme: str
    userinfo: str
    host: str
    """Lower case, ASCII; empty if the address names none that could be one."""
    port: int | None
    path: str
    query: str
    fragment: str


def _parts(url: str) -> _Parts | None:
    """Take an address apart as a browser does: outer space and inner line breaks do not count (WHATWG URL, 4.4)."""
    trimmed = re.sub(r"[\t\r\n]", "", url).strip()
    try:
        split = urlsplit(trimmed)
        port = split.port
    except ValueError:
        return None
    userinfo = split.netloc.rpartition("@")[0]
    host = _ascii_host(split.netloc.rpartition("@")[2])
    return _Parts(split.scheme, userinfo, host, port, split.path, split.query, split.fragment)


def _ascii_host(netloc: str) -> str:
    """Give the host without its port in lower-case ASCII (IDNA); empty if it cannot be a host."""
    host = netloc[: netloc.find("]") + 1] if netloc.startswith("[") else netloc.partition(":")[0]
    host = unquote(host).lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return ""
    host = host.rstrip(".")
    return host if _HOST.fullmatch(host) else ""


def canonical_url(url: str) -> str:
    """Give the key under which two addresses of one article are equal; for comparing only, not for fetching.

    Alike are http and https, letter case of the host, a default port, the order of parameters (a site that gives them
    meaning by order is not known), a slash at the end, spellings of one percent-encoding, user names, fragments (but
    for ``#!`` and ``#/``, where the fragment names the article) and parameters that only track.
    What is no web address comes back trimmed.
    """
    parts = _parts(url)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.host:
        return _encoded(url.strip(), _QUERY_SAFE + "#[]")
    port = "" if parts.port is None or parts.port in _DEFAULT_PORTS else f":{parts.port}"
    query = _canonical_query(parts.query)
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return "".join(
        (
            "https://",
            parts.host,
            port,
            _canonical_path(parts.path),
            f"?{query}" if query else "",
            f"#{_encoded(fragment, _QUERY_SAFE)}" if fragment else "",
        )
    )


def _canonical_path(path: str) -> str:
    kept: list[str] = []
    for segment in _encoded(_SESSION_IN_PATH.sub("", path), _PATH_SAFE).split("/")[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join(kept).rstrip("/")


def _canonical_query(query: str) -> str:
    parameters = [part for part in query.split("&") if part and not _is_tracking(part)]
    return "&".join(sorted(_encoded(part, _QUERY_SAFE).replace("%20", "+") for part in parameters))


def _is_tracking(parameter: str) -> bool:
    name = unquote(parameter.partition("=")[0]).lower()
    return name in _TRACKING or name.startswith(_TRACKING_STARTS)


def _encoded(text: str, safe: str) -> str:
    """Spell percent-encoding one way (RFC 3986, 6.2.2): what needs none has none, the rest in capital digits."""
    return quote(_PERCENT.sub(_normal_percent, _SURROGATE.sub("\ufffd", text)), safe=safe)


def _normal_percent(found: re.Match[str]) -> str:
    digits = found.group(1)
    if digits is None:
        return "%25"
    character = chr(int(digits, 16))
    return character if character in _UNRESERVED else "%" + digits.upper()


def safe_link(url: str, base: str = "") -> str | None:
    """Give a link that any document may carry: http or https, ASCII, percent-encoded; None if there is none.

    Refused are other schemes, control characters, user names (``https://bbc.com@example.org``), what different parsers
    read differently (a backslash in the host), and links of over 8,000 characters. ``base`` resolves a relative one.
    """
    try:
        parts = _parts(urljoin(base, url.strip()) if base else url)
    except ValueError:
        return None
    if parts is None or parts.scheme not in {"http", "https"} or not parts.host or parts.userinfo:
        return None
    if _CONTROL.search("".join(str(part) for part in parts)):
        return None
    link = "".join(
        (
            f"{parts.scheme}://{parts.host}",
            "" if parts.port is None else f":{parts.port}",
            quote(parts.path, safe=_PATH_SAFE) or "/",
            f"?{quote(parts.query, safe=_QUERY_SAFE)}" if parts.query else "",
            f"#{quote(parts.fragment, safe=_QUERY_SAFE)}" if parts.fragment else "",
        )
    )
    return link if len(link) <= LONGEST_LINK else None


def display_host(url: str) -> str:
    """Give the host as a reader knows it, without ``www.``; in ASCII, so that no letter passes for another."""
    parts = _parts(url)
    return parts.host.removeprefix("www.") if parts else ""


def is_same_site(one: str, other: str) -> bool:
    """Tell whether two addresses lie on one host, or one on a subdomain of the other."""
    first, second = display_host(one), display_host(other)
    if not first or not second:
        return False
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def redacted(url: str) -> str:
    """Give an address fit for a log: user names, passwords and token-like parameters are replaced by ``***``."""
    hidden = _PARAMETER.sub(_redacted_parameter, _without_userinfo(url))
    return _without_userinfo(hidden)  # what was a question mark's may have become a user's


def _without_userinfo(url: str) -> str:
    return _BROKEN_USERINFO.sub(r"\1***@", _USERINFO.sub(r"\1***@", url))


def _redacted_parameter(found: re.Match[str]) -> str:
    mark, name, _ = found.groups()
    return f"{mark}{name}=***" if _SECRET.search(unquote(name)) else found.group()
