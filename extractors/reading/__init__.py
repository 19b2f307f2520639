"""Reading: from a raw document to an article's cleaned body and what the page says of itself."""

from extractors.reading.document import Reading, read_document

__all__ = ["Reading", "read_document"]
