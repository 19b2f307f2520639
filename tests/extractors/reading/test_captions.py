"""Captions and credits leave the body; sentences stay."""

import pytest

from domain.documents import FurnitureKind
from extractors.reading.captions import without_captions

BODY = "The foreign ministers of Norway and Qatar met on Monday, the ministry reported."


@pytest.mark.parametrize(
    "caption",
    [
        "Foreign Minister Espen Lie attends a signing ceremony, in Oslo, Norway, May 2, 2023. (credit: "
        "REUTERS/Ann Roe)",
        "FILE PHOTO: Espen Lie speaks to the press in Oslo, Norway, March 3, 2023. REUTERS/Ann Roe/File Photo",
        "Espen Lie, left, greets the emir at the airport in Doha, Qatar, Tuesday, Nov. 19, 2024. (AP Photo/Ann Roe)",
        "The emir and Lie (not pictured) hold a briefing in Doha, Qatar February 7, 2024. (photo credit: Ann Roe/Pool)",
        "Fishing boats seen in the port of Bergen on 3 March 2023 [File: Ann Roe/AFP]",
        "Espen Lie looks on during the ceremony in Oslo, 12 June 2024. (Photo by Ann Roe / NTB)",
    ],
)
def test_a_caption_glued_to_a_paragraph_is_cut(caption: str) -> None:
    found = without_captions(f"{BODY} {caption}")
    assert found.text == BODY
    assert found.captions == (caption,)
    assert found.furniture[0].kind is FurnitureKind.CAPTION


def test_a_paragraph_that_is_a_caption_is_cut_whole() -> None:
    found = without_captions("Fishing boats in the port of Bergen. (Photo: Ann Roe/NTB)")
    assert found.text == ""
    assert len(found.captions) == 1


@pytest.mark.parametrize(
    "credit", ["(Photo: NTB)", "[Photo/Xinhua]", "(credit: REUTERS/Ann Roe)", "(AP Photo/Ann Roe)"]
)
def test_a_credit_behind_a_told_sentence_goes_alone(credit: str) -> None:
    found = without_captions(f"{BODY} They parted as friends, an official said. {credit}")
    assert found.text == f"{BODY} They parted as friends, an official said."
    assert found.captions == ()


def test_a_caption_between_two_sentences_leaves_both() -> None:
    caption = "Espen Lie waves to reporters in Oslo, Norway, May 2, 2023. (credit: Ann Roe)"
    assert without_captions(f"{BODY} {caption} He then flew home.").text == f"{BODY} He then flew home."


@pytest.mark.parametrize(
    "line", ["Photo: Ann Roe/NTB", "Image credit: Ann Roe", "REUTERS/Ann Roe", "© Ann Roe / AFP", "Foto: dpa"]
)
def test_a_credit_line_is_cut(line: str) -> None:
    assert without_captions(line).text == ""


@pytest.mark.parametrize(
    "text",
    [
        "The bank extended credit: a line of two billion dollars was opened on Monday.",
        "He gave the minister credit for the deal (and for the photo that sealed it).",
        "The agency (AP) said that talks had failed.",
        "The Department of State Services (DSS) , he said, made no comment.",
        "A photo of the two men was seen in Doha on May 2, 2023.",
        "The court (see image of the ruling) ruled on Monday against the company.",
        "MADRID (Reuters) - The minister said that he would resign.",
    ],
)
def test_sentences_that_speak_of_pictures_and_credit_stay(text: str) -> None:
    assert without_captions(text).text == text
