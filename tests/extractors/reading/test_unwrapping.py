"""Print lines become paragraphs; paragraphs stay paragraphs."""

import textwrap

from extractors.reading.unwrapping import paragraphs_of

FIRST = (
    "The foreign ministers of Norway and Qatar met in Oslo on Monday and talked for three hours about the fisheries"
    " accord that their parliaments have to ratify before the end of the year."
)
SECOND = (
    "Both sides called the meeting useful. They agreed to meet again in Doha in May, when a delegation of shipowners is"
    " expected to take part in a well-attended round of talks on port fees and customs."
)


def test_hard_wrapped_paragraphs_are_joined() -> None:
    text = f"{textwrap.fill(FIRST, 64)}\n\n{textwrap.fill(SECOND, 64)}"
    assert paragraphs_of(text) == [FIRST, SECOND]


def test_hard_wrapped_paragraphs_without_blank_lines_part_where_a_line_is_short() -> None:
    text = f"{textwrap.fill(FIRST, 64)}\n{textwrap.fill(SECOND, 64)}"
    assert paragraphs_of(text) == [FIRST, SECOND]


def test_indented_lines_of_wrapped_text_begin_paragraphs() -> None:
    wrapped = [textwrap.fill(part, 64, initial_indent="   ") for part in (FIRST, SECOND)]
    assert paragraphs_of("\n".join(wrapped)) == [FIRST, SECOND]


def test_one_line_paragraphs_are_not_joined() -> None:
    assert paragraphs_of(f"{FIRST}\n{SECOND}") == [FIRST, SECOND]


def test_short_sentences_on_lines_of_their_own_are_not_joined() -> None:
    lines = ["Police arrested four men .", "A court will hear them on Friday .", "They deny everything ."]
    assert paragraphs_of("\n".join(lines)) == lines


def test_words_parted_at_a_line_end_are_joined_and_compounds_keep_their_hyphen() -> None:
    text = (
        "The delegations of both countries met for an inter-\nnational round of talks that most observers "
        "called well-\n"
        "prepared, although the results that were presented to the\npress in the evening remained rather thin."
    )
    assert "international round" in paragraphs_of(text)[0]
    assert "well-prepared" in paragraphs_of(text)[0]


def test_bullets_are_paragraphs_without_their_marks() -> None:
    text = "The talks:\n • Norway wants quotas\n • Qatar wants gas terminals\n- one dash stays a dash"
    found = ["The talks:", "Norway wants quotas", "Qatar wants gas terminals", "- one dash stays a dash"]
    assert paragraphs_of(text) == found


def test_dashes_that_open_several_lines_are_bullets() -> None:
    assert paragraphs_of("- Fish quotas\n- Gas terminals") == ["Fish quotas", "Gas terminals"]
