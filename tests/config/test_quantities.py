from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchdesk.config.quantities import duration, shown, size, time_of_day

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


@given(st.integers(1, 5000), st.sampled_from(sorted(SECONDS)))
def test_a_length_of_time_is_its_number_times_its_unit(count, unit):
    assert duration(f"{count}{unit}") == timedelta(seconds=count * SECONDS[unit])


@given(st.text(max_size=20) | st.integers() | st.booleans() | st.none() | st.lists(st.integers(), max_size=2))
def test_whatever_is_written_is_a_positive_length_of_time_or_refused(said):
    try:
        found = duration(said)
    except ValueError:
        return
    assert timedelta(0) < found <= timedelta(days=36_500)


@pytest.mark.parametrize(
    "said", ["30", 31, "30 m", "1h30m", "1.5h", "-3d", "m", "", None, "٣d", "30M", "3d\n", True, [], "9" * 400 + "s"]
)
def test_what_is_no_length_of_time_is_refused_with_an_example(said):
    with pytest.raises(ValueError, match=r"is not a length of time; write a number and .* such as 30m"):
        duration(said)


def test_no_time_and_more_than_a_century_are_refused():
    with pytest.raises(ValueError, match="no time at all"):
        duration("0s")
    with pytest.raises(ValueError, match="longer than a hundred years"):
        duration("999999999w")


@pytest.mark.parametrize(("said", "bytes_"), [("1B", 1), ("500kB", 500_000), ("10MB", 10_000_000), ("1GB", 10**9)])
def test_sizes_are_decimal(said, bytes_):
    assert size(said) == bytes_


@pytest.mark.parametrize("said", ["0B", "2GB", "10", 11, "10 MB", "10MiB", "MB", None, "-1MB"])
def test_what_is_no_size_is_refused_with_an_example(said):
    with pytest.raises(ValueError, match=r"is not a size between 1B and 1GB; write .* 10MB"):
        size(said)


@given(st.times())
def test_every_minute_of_the_day_can_be_written(moment):
    assert time_of_day(f"{moment:%H:%M}") == time(moment.hour, moment.minute)


@pytest.mark.parametrize("said", ["25:00", "24:00", "07:60", "7", 8, "07:00:00", "7am", None, "٠٧:٠٠"])
def test_what_is_no_time_of_day_is_refused_with_an_example(said):
    with pytest.raises(ValueError, match=r'is not a time of day; .* such as "07:00"'):
        time_of_day(said)


def test_values_are_shown_short_and_in_the_words_of_yaml():
    assert [shown(said) for said in (None, True, [1], {"a": 1}, 7)] == [
        "an empty value",
        "true",
        "a list",
        "a mapping",
        "'7'",
    ]
    assert len(shown("x" * 1000)) < 70
