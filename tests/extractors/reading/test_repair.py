"""Damaged text is mended; good text stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.reading.repair import repaired


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("Qatarâ€™s prime minister", "Qatar’s prime minister"),
        ("â€œWe agree,â€\x9d he said", "“We agree,” he said"),
        ("RaÃºl CastaÃ±eda viajÃ³", "Raúl Castañeda viajó"),
        ("co\u00adoper\u00adation", "cooperation"),
        ("the ﬁnal oﬀer of ﬂour", "the final offer of flour"),
        ("zero\u200bwidth\ufeff marks", "zerowidth marks"),
        ("Smith &amp; Sons&#39; &quot;deal&quot;", 'Smith & Sons\' "deal"'),
        ("twice &amp;amp; escaped", "twice & escaped"),
        ("a\u00a0no-break space", "a no-break space"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("quotes \x93as Windows wrote them\x94", "quotes “as Windows wrote them”"),
        ("bell\x07 and null\x00", "bell and null"),
        ("e\u0301tat", "état"),
    ],
)
def test_damage_is_mended(damaged: str, mended: str) -> None:
    assert repaired(damaged) == mended


@pytest.mark.parametrize(
    "text",
    [
        "“Typographic quotes” – and dashes — stay, as do ‘single’ ones…",
        "Ärzte in Åland und São Paulo; İstanbul’da görüşme",
        "می‌خواهم صلح باشد",
        "Это хороший день. 今日は良い日です。",
        "AT&T and R&D; 5 < 6 & 7 > 2",
        "Âge d’or, À bientôt, Ça va",
        "👩‍👩‍👧 family",
    ],
)
def test_good_text_stays(text: str) -> None:
    assert repaired(text) == text


@given(st.text(st.sampled_from("ab &;#3amplt\u00ad\u200b\u200dâ€™Ã©Â\u00a0ﬁ\r\n\x85\x93\x07’“é"), max_size=60))
def test_repair_is_idempotent(text: str) -> None:
    once = repaired(text)
    assert repaired(once) == once
