"""Digests: what a period brought, written down as text, Markdown or JSON, and sent as alerts are."""

from flows.digests.forms import as_json, as_markdown, as_text
from flows.digests.gathering import Digest, Dyad, day_of, digest_of
from flows.digests.sending import put_in_outbox

__all__ = ["Digest", "Dyad", "as_json", "as_markdown", "as_text", "day_of", "digest_of", "put_in_outbox"]
