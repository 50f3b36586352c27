"""The watchlist against what was read: every version that no list was tried on yet."""

from watchdesk.pipeline.desk import Desk
from watchdesk.store import hits

_BATCH = 100


def match_unmatched(desk: Desk) -> int:
    """Match what is not matched yet, keep what was found, and count the articles with a hit that counts."""
    found = 0
    while not desk.stop():
        with desk.store.reading() as connection:
            batch = hits.unmatched(connection, _BATCH)
        if not batch:
            break
        matched = {version_id: desk.matcher.match(document) for version_id, document in batch.items()}
        with desk.store.writing() as connection:
            for version_id, result in matched.items():
                hits.save_matches(connection, version_id, result, desk.settings.watchlist.hash)
        found += sum(any(hit.counts for hit in result.hits) for result in matched.values())
    return found
