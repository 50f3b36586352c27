"""The plain check of a keyword's query: quotes and parentheses in pairs, something to look for.

What a query means is the matcher's business.
"""

import re


def check_query(query: str) -> str:
    """Give the query back, or refuse it (ValueError) with the character of the query where the trouble is."""
    quotes = [found.start() for found in re.finditer('"', query)]
    if len(quotes) % 2:
        raise ValueError(
            f"character {quotes[-1] + 1} of the query is a quote without its partner; quotes come in pairs"
        )
    outside = re.sub(r'"[^"]*"', lambda phrase: " " * len(phrase[0]), query)
    _check_parentheses(outside)
    if not re.search(r"\w", query) or re.search(r'"[^\w"]*"', query):
        raise ValueError("the query holds quotes or parentheses with no word between them")
    return query


def _check_parentheses(query: str) -> None:
    opened: list[int] = []
    for position, character in enumerate(query, start=1):
        if character == "(":
            opened.append(position)
        elif character == ")" and not opened:
            raise ValueError(f"character {position} of the query is a ) that closes nothing; remove it or open a (")
        elif character == ")":
            opened.pop()
    if opened:
        raise ValueError(f"character {opened[-1]} of the query is a ( that is never closed; close it with )")
