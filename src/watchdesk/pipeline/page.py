"""One page, asked for by a person: fetched through the gate and read in a worker."""

from datetime import datetime

from watchdesk.core.extract import extract
from watchdesk.model import ExtractedPage, Failed, Request
from watchdesk.net import Gate
from watchdesk.pool import WorkerPool
from watchdesk.settings import Settings


def fetch_page(settings: Settings, url: str, now: datetime) -> ExtractedPage | Failed:
    """The article of a page, or why there is none."""
    with Gate(settings.network, settings.poll) as gate:
        answer = gate.fetch(Request(url))
    if isinstance(answer, Failed):
        return answer
    with WorkerPool(workers=1) as pool:
        task = (answer.body, answer.url, answer.content_type, now.date())
        return next(page for _, page in pool.imap(extract, [(url, task)]))
