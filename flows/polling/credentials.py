"""Cookies and authorization of sources: from the environment, or from Prefect's Secret blocks that it names.

`EVENTWIRE_SOURCE_HEADERS` holds headers by source id or host. In place of the whole, of a source's headers, or of one
header's value, it may name a block: `prefect:NAME`. A block is loaded when its source is asked, and not before.
"""

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from domain.errors import SettingsError
from domain.sources import Source
from flows.polling.tools import Secrets
from flows.settings import Settings

_BLOCK = "prefect:"
_PROBLEM = "EVENTWIRE_SOURCE_HEADERS is not a JSON object of objects, nor names a Prefect block as prefect:NAME"

Blocks = Callable[[str], str]  # the value of a Secret block, by its name


def secrets_of(settings: Settings, blocks: Blocks | None = None) -> Secrets:
    """Headers of a source, named by its id or its host.

    Raises SettingsError for a variable that can't be used; so does asking for a source whose block can't be loaded.
    """
    load = _remembered(blocks or secret_block)
    said = settings.source_headers.get_secret_value().strip()
    by_name = {} if said.startswith(_BLOCK) else _record(said)
    found: dict[str, dict[str, str]] = {}

    def headers(source: Source) -> Mapping[str, str]:
        if source.source_id not in found:
            named = _record(load(said)) if said.startswith(_BLOCK) else by_name
            own = named.get(source.source_id) or named.get(urlsplit(source.url).hostname or "") or {}
            found[source.source_id] = _headers(own, load)
        return found[source.source_id]

    return headers


def _headers(given: object, load: Blocks) -> dict[str, str]:
    own = _record(load(given)) if isinstance(given, str) else given
    if not isinstance(own, dict):
        raise SettingsError(_PROBLEM)
    return {str(name): load(str(value)) if str(value).startswith(_BLOCK) else str(value) for name, value in own.items()}


def _record(text: str) -> dict[str, object]:
    try:
        record = json.loads(text or "{}")
    except ValueError:
        raise SettingsError(_PROBLEM) from None  # the cause would show the secret
    if not isinstance(record, dict) or not all(isinstance(each, dict | str) for each in record.values()):
        raise SettingsError(_PROBLEM)
    return record


def _remembered(blocks: Blocks) -> Blocks:
    """Loads each block once. A value that names none is refused: it might be a secret in the wrong place."""
    known: dict[str, str] = {}

    def load(named: str) -> str:
        if not named.startswith(_BLOCK):
            raise SettingsError(_PROBLEM)
        name = named.removeprefix(_BLOCK)
        if name not in known:
            known[name] = blocks(name)
        return known[name]

    return load


def secret_block(name: str) -> str:
    """The value of Prefect's Secret block, from PREFECT_API_URL or Prefect's own local database.

    Raises SettingsError where there is none.
    """
    from prefect.blocks.system import Secret  # only here: it takes seconds, and most users have no such block

    def load() -> str:
        block = Secret.load(name)  # in a thread of its own, without an event loop, it answers at once
        assert isinstance(block, Secret)
        value = block.get()
        return value if isinstance(value, str) else json.dumps(value)

    try:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(load).result()
    except Exception as error:  # noqa: BLE001 -- Prefect raises many kinds; their texts may show the secret
        raise SettingsError(f"the Prefect block secret/{name} can't be loaded ({type(error).__name__})") from None
