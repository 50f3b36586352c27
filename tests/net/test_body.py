import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchdesk.net.body import IN_MEMORY, MOST_MEMBERS, Body, Gunzip
from watchdesk.net.reasons import FetchError

ROOM = 10_000_000


@given(st.lists(st.binary(), min_size=1, max_size=4), st.integers(1, 40), st.integers(0, 3))
def test_any_members_in_any_pieces_are_inflated_whole(members, step, padding):
    wire = b"".join(gzip.compress(member) + b"\0" * padding for member in members)
    gunzip = Gunzip()

    inflated = b"".join(gunzip.inflate(wire[at : at + step], ROOM) for at in range(0, len(wire), step))

    assert inflated == b"".join(members)
    assert gunzip.is_complete


@given(st.binary(min_size=1), st.data())
def test_a_cut_member_is_never_complete(content, data):
    wire = gzip.compress(content)
    cut = data.draw(st.integers(0, len(wire) - 1))
    gunzip = Gunzip()

    gunzip.inflate(wire[:cut], ROOM)

    assert not gunzip.is_complete


@pytest.mark.parametrize("room", [0, 1, 1000, 999_999])
def test_inflating_stops_one_byte_beyond_the_room(room):
    assert len(Gunzip().inflate(gzip.compress(b"\0" * 1_000_000), room)) == room + 1


def test_a_stream_of_empty_members_ends():
    gunzip = Gunzip()

    with pytest.raises(zlib.error, match="too many members"):
        gunzip.inflate(gzip.compress(b"") * (MOST_MEMBERS + 1), ROOM)


def test_wire_bytes_that_inflate_to_nothing_count_too():
    body = Body("gzip", 1_000)
    body.write(gzip.compress(b"x" * 10))

    with pytest.raises(FetchError, match="larger than 1 kB"):
        body.write(b"\0" * 1_000)
    body.close()


@pytest.mark.parametrize("encoding", ["", "identity", " Identity "])
def test_a_plain_body_is_given_back_as_it_came(encoding):
    body = Body(encoding, 10)
    body.write(b"12345")
    body.write(b"67890")
    body.finish()

    assert body.take() == b"1234567890"


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP "])
def test_a_gzip_body_is_given_back_inflated(encoding):
    body = Body(encoding, 100)
    body.write(gzip.compress(b"1234567890"))
    body.finish()

    assert body.take() == b"1234567890"


def test_a_large_body_leaves_memory_and_comes_back_whole():
    body = Body("", 2 * IN_MEMORY)
    content = bytes(range(256)) * (IN_MEMORY // 128)
    for at in range(0, len(content), 70_000):
        body.write(content[at : at + 70_000])

    assert body.take() == content
