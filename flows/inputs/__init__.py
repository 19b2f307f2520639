"""What `backfill` reads: files and folders in, raw documents and rejects out, in a fixed order."""

from flows.inputs.files import MOST_BYTES, READERS, found_files
from flows.inputs.found import Found
from flows.inputs.reading import documents_in

__all__ = ["MOST_BYTES", "READERS", "Found", "documents_in", "found_files"]
