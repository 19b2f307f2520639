"""Sentences of the article that begin like lines of a page, a caption, a trailer or a header field are kept."""

import pytest
from test_plain_layouts import ONE, TWO, read

from extractors.reading.captions import without_captions


@pytest.mark.parametrize(
    "sentence",
    [
        "“Source: my own eyes,” the skipper said, pointing at the empty nets.",
        "Source: the prosecutor's list of nine payments was read out to the court.",
        "Sources: two clerks who spoke to the court said that the fund was empty.",
        "Sign up for the navy, the admiral told the young men of the village.",
        "Subscribe to no creed, she told the students of the fishing school.",
        "Photo: the court was shown a picture of both men as evidence.",
        "Comments on the draft are due by Friday, the fisheries board said.",
        "Next post in his career was that of consul in Tromsø.",
        "Opinion: polls put the premier at 41 percent in the north.",
        "Breaking: the talks have failed, the board said on its website at noon.",
        "Tags: the customs officers found price tags of stolen nets in the car.",
        "Topics: cod, oil and the border were discussed, the embassy said.",
        "Contact us at once if you see the trawler, the coast guard told residents.",
        "AFP/Reuters reporters were held at the harbour for nine hours.",
        "More: that is what both sides want, the envoy said.",
        "Location: the wreck lies nine miles off the coast of Senja.",
        "Credit: the bank granted the fleet a loan of two billion kroner.",
        "Link: the police say that one cell planned both attacks.",
        "Title: he was stripped of that of honorary consul on Monday.",
        "Writer: “I was beaten,” he told the court in Bergen.",
        "Disclaimer: the envoy denies having said so at the dinner.",
        "Donate blood, the Red Cross told the people of the island.",
        "All rights reserved by the old treaty were lost, the skippers said.",
        "Reporting by the coast guard led to the arrest of nine men.",
        "Writing by hand, the prisoner filled nine books on the sea.",
        "Summary: the accord brings fish and no jobs, the union said.",
    ],
)
@pytest.mark.parametrize("place", ["first", "between", "last"])
def test_a_sentence_that_begins_like_a_line_of_the_page_is_kept(sentence: str, place: str) -> None:
    paragraphs = {"first": [sentence, ONE, TWO], "between": [ONE, sentence, TWO], "last": [ONE, TWO, sentence]}[place]
    text = "\n\n".join(paragraphs)
    assert read(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "The lender (Credit Suisse) closed the fund in May.",
        "The fleet got a loan (credit line of nine million kroner) in May.",
        "The skipper (file on his case was closed in May) was freed.",
        "The hostages (photo: released by their captors in May) are alive, the embassy said.",
        "The chart (image 3) names nine wrecks off Senja.",
    ],
)
def test_what_stands_in_brackets_in_a_sentence_is_no_credit(text: str) -> None:
    assert without_captions(text).text == text


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Bergen opens a new fish hall",
        "Tags: cod, Norway, Qatar",
        "Contact: press@oslopost.example",
        "Comments are closed.",
        "Photo: Ann Roe/NTB",
        "Copyright 2024 The Oslo Post. All rights reserved.",
    ],
)
def test_the_lines_themselves_still_go(line: str) -> None:
    assert read(f"{ONE}\n\n{line}\n\n{TWO}").text == f"{ONE}\n\n{TWO}"
