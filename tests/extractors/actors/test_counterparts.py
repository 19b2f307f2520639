"""Counterparts who are named at once."""

import pytest

from domain.documents import DocumentHints, MediaType, RawDocument
from flows.extraction import Knowledge, code, read


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (
            "Omani Foreign Minister Badr al-Busaidi met his Iranian counterpart, Abbas Araghchi, in Muscat.",
            "person:abbas-araghchi",
        ),
        ("Russian President Vladimir Putin spoke with his Chinese counterpart Xi Jinping.", "person:xi-jinping"),
        ("Hakan Fidan met his Iranian counterpart on Monday. Abbas Araghchi flew home later.", "state:IRN"),
        ("Hakan Fidan met his Iranian counterpart, Sergei Lavrov said.", "state:IRN"),
    ],
)
def test_a_counterpart_is_who_is_named_at_once_and_else_the_state(text: str, other: str, knowledge: Knowledge) -> None:
    raw = RawDocument(content=text.encode(), media_type=MediaType.TEXT, hints=DocumentHints(published="2025-03-04"))
    article = read(raw, today=None)
    (coded,) = code([article], knowledge)  # type: ignore[list-item]
    parties = {party.actor_id for report in coded.reports for party in report.recipients}  # type: ignore[union-attr]
    assert other in parties


def test_what_was_discussed_at_a_meeting_is_no_second_meeting(knowledge: Knowledge) -> None:
    text = "Hakan Fidan met Abbas Araghchi in Ankara to discuss the rebel advance in northern Syria."
    article = read(RawDocument(content=text.encode(), media_type=MediaType.TEXT), today=None)
    (coded,) = code([article], knowledge)  # type: ignore[list-item]
    assert [report.rule for report in coded.reports] == ["meet.v"]  # type: ignore[union-attr]
