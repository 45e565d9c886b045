"""Keys of an order stand for a plain list: whatever is moved where, reading by key gives the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ordering import DIGITS, fresh_keys, key_between, keys_between
from tests.above import above_the_walls
from tests.cast import Team

KEY = re.compile(rf"^[{DIGITS}]*[{DIGITS[1:]}]$")


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=120))
@settings(max_examples=60, deadline=None)
def test_moves_by_key_are_moves_in_a_list(moves: list[tuple[int, int]]) -> None:
    plain = list(range(12))
    keys = dict(zip(plain, fresh_keys(len(plain)), strict=True))
    for taken, place in moves:
        item = plain.pop(taken % len(plain))
        place %= len(plain) + 1
        low = keys[plain[place - 1]] if place else None
        high = keys[plain[place]] if place < len(plain) else None
        keys[item] = key_between(low, high)
        plain.insert(place, item)
        assert sorted(plain, key=keys.__getitem__) == plain
    assert len(set(keys.values())) == len(keys)
    assert all(KEY.match(key) for key in keys.values())


@given(st.integers(0, 300), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_many_keys_at_once_rise_and_stay_in_their_gap(count: int, has_low: bool, has_high: bool) -> None:
    low, high = fresh_keys(2)
    before, after = low if has_low else None, high if has_high else None
    keys = keys_between(before, after, count)
    bounds = ([low] if has_low else []) + keys + ([high] if has_high else [])
    assert len(keys) == count
    assert bounds == sorted(set(bounds))


@pytest.mark.parametrize("count", [0, 1, 2, 50, 1000, 40_000])
def test_a_list_laid_out_anew_rises_with_short_keys(count: int) -> None:
    keys = fresh_keys(count)
    assert keys == sorted(set(keys))
    assert len(keys) == count
    assert all(len(key) <= 10 for key in keys)


def test_lists_that_grow_at_one_end_keep_short_keys() -> None:
    for end in ("end", "start"):
        key = fresh_keys(1)[0]
        for _ in range(8_000):
            new = key_between(key, None) if end == "end" else key_between(None, key)
            assert (new > key) == (end == "end")
            key = new
        assert len(key) <= 6


def test_putting_things_always_at_the_same_place_grows_slowly() -> None:
    low, high = fresh_keys(2)
    for _ in range(300):
        high = key_between(low, high)
    assert len(high) <= 150  # about four moves for each digit; past LONGEST the list is laid out anew


def test_a_list_whose_keys_have_grown_is_laid_out_anew(team: Team) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "One\nTwo\nThree\nFour"})
    with above_the_walls() as connection:
        for number, end in ((2, "1"), (3, "2")):
            connection.exec_driver_sql(f"update tasks set order_key = 'W{'0' * 40}{end}' where number = {number}")
    assert team.alice.post("/acme/tasks/WEB-4/place", {"after": "WEB-2"}).status_code == 303
    with above_the_walls() as connection:
        rows = connection.exec_driver_sql("select number, order_key from tasks order by order_key").all()
    assert [number for number, _ in rows] == [1, 2, 4, 3]
    assert all(len(key) <= 10 for _, key in rows)


def test_there_is_room_beside_the_smallest_and_the_greatest_key() -> None:
    for key in ("1", "0001", "000001", "zzz", "zzzzzzzzz", "V"):
        assert key_between(None, key) < key
        assert key_between(key, None) > key


def test_neighbours_in_the_wrong_order_are_refused() -> None:
    for low, high in (("V", "V"), ("W", "V")):
        with pytest.raises(ValueError, match="does not sort before"):
            key_between(low, high)
