"""When a source is asked again."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.fetching.schedule import LONGEST, SHORTEST, Pace, fresh_seconds, next_poll, retry_poll, retry_seconds

NOW = datetime(2024, 3, 5, 10, 0, tzinfo=UTC)  # a Tuesday
NOTHING: dict[str, Any] = {
    "interval_seconds": None,
    "ttl_seconds": None,
    "fresh_seconds": None,
    "skip_hours": (),
    "skip_days": (),
    "published": (),
}


def wait(**known: Any) -> timedelta:
    return next_poll(NOW, Pace(**{**NOTHING, **known})) - NOW


def every(hours: float, count: int = 10) -> tuple[datetime, ...]:
    return tuple(NOW - timedelta(hours=hours * number) for number in range(count))


def test_a_busy_publisher_is_asked_at_most_every_quarter_of_an_hour() -> None:
    assert wait(published=every(0.05)) == SHORTEST


def test_the_rhythm_of_publishing_sets_the_pace() -> None:
    assert wait(published=every(4)) == timedelta(hours=2)


def test_a_source_that_fell_silent_is_asked_less_and_less_but_daily() -> None:
    quiet = tuple(moment - timedelta(days=2) for moment in every(1))
    assert timedelta(hours=5) < wait(published=quiet) < LONGEST
    silent = tuple(moment - timedelta(days=90) for moment in every(1))
    assert wait(published=silent) == LONGEST


def test_ttl_and_freshness_are_obeyed_and_the_users_interval_goes_before_them() -> None:
    assert wait(published=every(0.05), ttl_seconds=3_600) == timedelta(hours=1)
    assert wait(published=every(0.05), fresh_seconds=7_200) == timedelta(hours=2)
    assert wait(ttl_seconds=10_000_000) == LONGEST
    assert wait(ttl_seconds=3_600, interval_seconds=60) == timedelta(minutes=1)


def test_skipped_hours_and_days_are_left_out() -> None:
    assert NOW + wait(published=every(0.05), skip_hours=(10, 11)) == NOW.replace(hour=12)
    assert NOW + wait(published=every(0.05), skip_days=(1,)) == datetime(2024, 3, 6, tzinfo=UTC)


def test_failures_back_off_exponentially_with_jitter_up_to_a_day() -> None:
    dice = random.Random(1)
    waits = [retry_poll(NOW, failures, dice) - NOW for failures in range(1, 12)]
    assert timedelta(minutes=15) <= waits[0] <= timedelta(minutes=19)
    assert timedelta(minutes=60) <= waits[2] <= timedelta(minutes=75)
    assert waits[-1] == LONGEST


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("120", 120), ("Tue, 05 Mar 2024 10:05:00 GMT", 300), ("soon", None), ("-5", None), ("", None), (None, None)],
)
def test_retry_after_is_a_number_or_a_date(asked: str | None, seconds: int | None) -> None:
    assert retry_seconds(asked, NOW) == seconds


def test_retry_after_is_obeyed_up_to_a_day() -> None:
    dice = random.Random(1)
    assert retry_poll(NOW, 1, dice, "7200") - NOW == timedelta(hours=2)
    assert retry_poll(NOW, 1, dice, "999999999") - NOW == LONGEST
    assert retry_poll(NOW, 1, dice, "1") - NOW == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "public, max-age=600"}, 600),
        ({"cache-control": "max-age=600", "age": "100"}, 500),
        ({"cache-control": "no-cache, max-age=600"}, None),
        ({"expires": "Tue, 05 Mar 2024 11:00:00 GMT"}, 3600),
        # The server's clock is a year behind; by its own clock the answer stays fresh for half an hour.
        ({"expires": "Sun, 05 Mar 2023 10:30:00 GMT", "date": "Sun, 05 Mar 2023 10:00:00 GMT"}, 1800),
        ({"expires": "0"}, None),
        ({"expires": "Mon, 01 Jan 1990 00:00:00 GMT"}, None),
        ({}, None),
    ],
)
def test_freshness_is_read_from_the_servers_headers(headers: dict[str, str], seconds: int | None) -> None:
    assert fresh_seconds(headers, NOW) == seconds


EARLIEST, LATEST = NOW.replace(year=2020, tzinfo=None), NOW.replace(year=2026, tzinfo=None)


@given(
    st.lists(st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC))),
    st.one_of(st.none(), st.integers(0, 10**8)),
    st.sets(st.integers(0, 23), max_size=23),
    st.sets(st.integers(0, 6), max_size=6),
)
def test_the_next_poll_is_never_sooner_than_a_quarter_hour_nor_in_a_skipped_time(
    published: list[datetime], ttl: int | None, hours: set[int], days: set[int]
) -> None:
    due = NOW + wait(
        published=tuple(published), ttl_seconds=ttl, skip_hours=tuple(sorted(hours)), skip_days=tuple(sorted(days))
    )
    assert due >= NOW + SHORTEST
    assert due.hour not in hours
    assert due.weekday() not in days
