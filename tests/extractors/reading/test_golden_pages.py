"""What is read from our golden pages is what their golden files say."""

import importlib.util
import json
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("golden_pages", Path(__file__).with_name("golden_pages.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
golden_pages = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(golden_pages)


@pytest.mark.parametrize("page", sorted(golden_pages.FOLDER.glob("*.html")), ids=lambda page: page.stem)
def test_a_golden_page_reads_as_its_golden_file_says(page: Path) -> None:
    assert golden_pages.reading_of(page) == json.loads(golden_pages.golden_file(page).read_text("utf-8"))
