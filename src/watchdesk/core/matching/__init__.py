"""The matcher: finds the people, groups, places and phrases of a watchlist in a text, and says why.

Pure: a watchlist and a document in, mentions, hits and refusals out.
"""

from watchdesk.core.matching.examples import Example, examples_of
from watchdesk.core.matching.forms import forms_of
from watchdesk.core.matching.lint import Finding, FindingKind, lint
from watchdesk.core.matching.matcher import MATCHER_VERSION, Matcher, compile_watchlist, match_hash
from watchdesk.core.matching.needless import covered_aliases, missing_scripts, named_form
from watchdesk.core.matching.query import Query, QueryError, parse_query
from watchdesk.core.matching.same import SameName, same_name
from watchdesk.core.matching.worded import Shown, in_words, shown_by

__all__ = [
    "MATCHER_VERSION",
    "Example",
    "Finding",
    "FindingKind",
    "Matcher",
    "Query",
    "QueryError",
    "SameName",
    "Shown",
    "compile_watchlist",
    "covered_aliases",
    "examples_of",
    "forms_of",
    "in_words",
    "lint",
    "match_hash",
    "missing_scripts",
    "named_form",
    "parse_query",
    "same_name",
    "shown_by",
]
