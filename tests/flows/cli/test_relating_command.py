"""`eventwire relate`: one line out for each line in, in order."""

import json
from datetime import date

from flows.cli.relating import Stream

TEXT = (
    "The coast guards of Norland and Velmark signed an accord on Tuesday in Kalleby, under which 36 officers will man "
    "a common centre from September 3. Ingrid Solvang praised the crews, and Tomas Hrebec called the paper a floor."
)


def answers(*lines: object) -> list[dict[str, object]]:
    stream = Stream(today=date(2024, 11, 22))
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return [json.loads(answer) for answer in stream.answers(raw)]


def test_each_line_is_answered_in_order_with_its_story_and_relations() -> None:
    first, copy, other = answers(
        {"id": "a", "text": TEXT, "url": "https://one.example/a"},
        {"id": "b", "text": TEXT, "url": "https://two.example/b"},
        {"id": "c", "text": "Herders near Ulan Tolgoi found the wreck of a weather balloon that was lost in March."},
    )
    assert [each["id"] for each in (first, copy, other)] == ["a", "b", "c"]
    assert first["relations"] == []
    assert [(each["to"], each["kind"]) for each in copy["relations"]] == [("a", "same_text")]  # type: ignore[attr-defined]
    assert first["story_id"] == copy["story_id"] != other["story_id"]


def test_the_same_document_sent_again_is_the_same_text_in_the_same_story() -> None:
    first, again = answers({"id": "a", "text": TEXT}, {"id": "b", "text": TEXT})
    assert again["story_id"] == first["story_id"]
    assert [(each["to"], each["kind"]) for each in again["relations"]] == [("a", "same_text")]  # type: ignore[attr-defined]


def test_a_document_that_cannot_be_used_still_has_a_line() -> None:
    empty, broken, fine = answers({"id": "a", "text": " "}, b"{", {"id": "c", "text": TEXT})
    assert empty["story_id"] is None
    assert empty["relations"] == []
    assert broken["id"] == "line 2"
    assert fine["story_id"]


def test_an_answer_comes_before_the_next_line_is_read() -> None:
    asked: list[str] = []

    def lines() -> object:
        for id_ in ("a", "b"):
            asked.append(id_)
            yield json.dumps({"id": id_, "text": TEXT}).encode()

    stream = iter(Stream(today=date(2024, 11, 22)).answers(lines()))  # type: ignore[arg-type]
    assert json.loads(next(stream))["id"] == "a"
    assert asked == ["a"]
