"""Sources in and out: OPML, as every feed reader writes it, and YAML with all of our own settings."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from html import escape

import yaml
from lxml import etree
from pydantic import BaseModel, ConfigDict, ValidationError

from domain.errors import InputError
from domain.sources import Source, SourceState
from flows.polling.adding import check_bare, source_id_of


class _Listed(BaseModel):
    """A source as a YAML list gives it."""

    model_config = ConfigDict(extra="forbid")

    name: str
    url: str
    home: str | None = None
    kind: str = "feed"
    publisher: str | None = None
    country: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    state: SourceState = SourceState.ACTIVE
    full_text: str = "page"
    interval_seconds: int | None = None
    trust: float | None = None
    keep_selector: str | None = None
    drop_selector: str | None = None
    unverified: bool = True


def sources_from_yaml(text: str, where: str) -> tuple[Source, ...]:
    """The sources of a YAML list. Raises InputError naming the entry that can't be used."""
    try:
        record = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InputError(f"{where} is not YAML: {error}") from error
    rows = record.get("sources") if isinstance(record, dict) else None
    if not isinstance(rows, list):
        raise InputError(f"{where} has no list `sources`; seeds/README.md shows one")
    found = []
    for number, row in enumerate(rows, 1):
        try:
            listed = _Listed.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or "the entry"
            raise InputError(f"{where}, source {number}: {field}: {first['msg'].lower()}") from error
        check_bare(listed.url)
        found.append(Source(source_id=source_id_of(listed.url), **listed.model_dump()))
    return tuple(found)


def sources_from_opml(content: bytes, where: str) -> tuple[Source, ...]:
    """The feeds of an OPML file; folders become tags. Raises InputError where it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"{where} is not OPML: {error}") from error
    if root is None or root.tag != "opml":
        raise InputError(f"{where} is not OPML: its root is not <opml>")
    found: dict[str, Source] = {}
    for node in root.iter("outline"):
        url = (node.get("xmlUrl") or "").strip()
        if url.startswith(("http://", "https://")) and url not in found:
            check_bare(url)
            found[url] = _outlined(node, url)
    return tuple(found.values())


def _outlined(node: etree._Element, url: str) -> Source:
    folders = [parent.get("text") or parent.get("title") or "" for parent in node.iterancestors("outline")]
    own = [tag.strip().strip("/") for tag in (node.get("category") or "").split(",")]
    tags = tuple(dict.fromkeys(tag for tag in [*reversed(folders), *own] if tag))
    name = node.get("title") or node.get("text") or url
    return Source(source_id=source_id_of(url), name=name, url=url, home=node.get("htmlUrl"), tags=tags, unverified=True)


def yaml_of(sources: Iterable[Source]) -> str:
    """A YAML list that `sources_from_yaml` reads back; what is at its default is left out."""
    defaults = {field.name: field.default for field in fields(Source)}
    rows = []
    for source in sources:
        row = {name: value for name, value in asdict(source).items() if value != defaults.get(name)}
        row.pop("source_id")
        row |= {"state": source.state.value} if source.state is not SourceState.ACTIVE else {}
        row["unverified"] = source.unverified
        rows.append(row | ({"tags": list(source.tags)} if source.tags else {}))
    return yaml.safe_dump({"sources": rows}, allow_unicode=True, sort_keys=False)


def opml_of(sources: Iterable[Source]) -> str:
    """An OPML 2.0 file of the feeds; folders are not feeds and are left out."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head><title>Eventwire sources</title>",
    ]
    lines += ["  </head>", "  <body>"]
    for source in sources:
        if source.kind != "folder":
            words = {
                "type": "rss",
                "text": source.name,
                "title": source.name,
                "xmlUrl": source.url,
                "htmlUrl": source.home,
                "category": ",".join(source.tags) or None,
            }
            lines.append(
                "    <outline " + " ".join(f'{name}="{escape(value)}"' for name, value in words.items() if value) + "/>"
            )
    return "\n".join([*lines, "  </body>", "</opml>", ""])
