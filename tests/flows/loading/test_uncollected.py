"""Collecting rests meanwhile, and goes on as it was."""

import gc

import pytest

from flows.loading.uncollected import uncollected


@uncollected()
def is_collected() -> bool:
    return gc.isenabled()


def test_collecting_rests_while_the_work_lasts_and_goes_on_afterwards() -> None:
    assert gc.isenabled()
    assert not is_collected()
    assert gc.isenabled()


def test_it_goes_on_after_an_error_too_and_stays_off_where_it_was_off() -> None:
    with pytest.raises(ValueError, match="why"), uncollected():
        raise ValueError("why")
    assert gc.isenabled()
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
