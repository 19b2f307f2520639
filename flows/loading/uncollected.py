"""Work whose objects stay until it is done: looking through them for unused ones finds none, and takes its time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Reference counts alone free objects meanwhile; collecting goes on afterwards, if it did before."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()
