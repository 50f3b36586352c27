"""What most tests of the conductors begin with: an empty newsroom on loopback and a desk that polls its /a.xml."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.desks import Clock, desk_of, settings_of
from tests.newsroom import Newsroom

from watchdesk.pipeline.desk import Desk
from watchdesk.store.engine import open_store


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        yield newsroom


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(newsroom: Newsroom, clock: Clock, tmp_path: Path) -> Iterator[Desk]:
    desk = desk_of(settings_of(tmp_path, f"{newsroom.url}/a.xml"), clock, open_store("sqlite://"))
    yield desk
    desk.store.close()
