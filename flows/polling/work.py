"""Many requests at once, their results one by one as they come."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Results(Generic[T]):
    """Results in the order in which they come; `left` are still to come."""

    def __init__(self) -> None:
        self.left = 0
        self._queue: asyncio.Queue[T | Exception] = asyncio.Queue()

    async def next(self, seconds: float | None = None) -> T | None:
        """The next result; None where none came in time. Raises what its work raised."""
        try:
            async with asyncio.timeout(seconds):
                result = await self._queue.get()
        except TimeoutError:
            return None
        self.left -= 1
        if isinstance(result, Exception):
            raise result
        return result

    async def run(self, work: Coroutine[Any, Any, T]) -> None:
        """Does the work and hands in its result."""
        try:
            await self._queue.put(await work)
        except Exception as error:  # noqa: BLE001 -- raised again where the result is asked for
            await self._queue.put(error)


@asynccontextmanager
async def at_work(works: Iterable[Coroutine[Any, Any, T]]) -> AsyncIterator[Results[T]]:
    """All works begun; what is not done at the end is cancelled."""
    results: Results[T] = Results()
    begun = list(works)
    tasks = [asyncio.create_task(results.run(work)) for work in begun]
    results.left = len(tasks)
    try:
        yield results
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for work in begun:
            work.close()  # what was cancelled before it began
