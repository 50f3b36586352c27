"""One run over what is due: feeds polled, articles read, the watchlist matched; the same for daemon and one-off."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from watchdesk.model import Round
from watchdesk.net import Gate
from watchdesk.pipeline import schedules
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.match import match_unmatched, rematch
from watchdesk.pipeline.poll import poll_feeds
from watchdesk.pipeline.read import Web, read_articles
from watchdesk.pool import WorkerPool
from watchdesk.store import articles

_LONGEST = timedelta(minutes=10)
"""What is not read by then is read in the next round."""


def run_round(desk: Desk, *, everything: bool = False) -> Round:
    """Poll what is due (or everything), read what is new, match it, and forget what is past its time."""
    settings = desk.settings
    with desk.store.writing() as connection:
        schedules.enlist(desk, connection)
    with Gate(settings.network, settings.poll) as gate, WorkerPool() as pool, _ended(desk, gate, pool):
        web = Web(gate, pool)
        polled = poll_feeds(desk, web, everything=everything)
        read = read_articles(desk, web)
    rematched = rematch(desk)
    hits = match_unmatched(desk)
    keep = settings.keep_articles
    if keep is not None:
        with desk.store.writing() as connection:
            owed_to = [schedule.id for schedule in settings.schedules or (settings.daily,)]
            articles.forget_texts(connection, desk.clock() - keep, owed_to)
    return replace(polled, articles=read, hits=hits, rematched=rematched)


@contextmanager
def _ended(desk: Desk, gate: Gate, pool: WorkerPool) -> Iterator[None]:
    """Stop gate and workers with the desk, and the gate when a round takes so long that it would hold up an edition."""
    alarm = threading.Timer(_LONGEST.total_seconds(), gate.stop)
    alarm.daemon = True
    alarm.start()
    try:
        with desk.stop.waking(gate.stop), desk.stop.waking(pool.stop):
            yield
    finally:
        alarm.cancel()
