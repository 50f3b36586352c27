"""The matcher: finds the people, groups, places and phrases of a watchlist in a text, and says why.

Pure: a watchlist and a document in, mentions, hits and refusals out.
"""

from watchdesk.core.matching.forms import forms_of
from watchdesk.core.matching.lint import Finding, lint
from watchdesk.core.matching.matcher import MATCHER_VERSION, Matcher, compile_watchlist
from watchdesk.core.matching.query import Query, QueryError, parse_query
from watchdesk.core.matching.same import SameName, same_name

__all__ = [
    "MATCHER_VERSION",
    "Finding",
    "Matcher",
    "Query",
    "QueryError",
    "SameName",
    "compile_watchlist",
    "forms_of",
    "lint",
    "parse_query",
    "same_name",
]
