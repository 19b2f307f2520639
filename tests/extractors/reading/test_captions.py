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


@pytest.mark.parametrize(
    "caption",
    [
        "Espen Lie. (photo credit: ANN ROE/NTB)",
        "Fishing boats in Bergen, Norway. (Ann Roe/NTB via Getty Images)",
        "Espen Lie at the signing. (Courtesy)",
        "An old trawler in the port of Senja [Courtesy/Ministry of Fisheries]",
    ],
)
def test_a_caption_without_a_verb_goes_with_the_credit_of_its_picture(caption: str) -> None:
    found = without_captions(f"{BODY} {caption}")
    assert (found.text, found.captions) == (BODY, (caption,))


@pytest.mark.parametrize(
    "line",
    [
        "AFP via Getty Images",
        "UN Photo/Ann Roe",
        "Ann Roe/Fjordfoto (Norwegian Picture Agency) via REUTERS",
        "Espen Lie, minister of fisheries | X/@espenlie",
        "Image source, Getty Images",
        "Image caption, Espen Lie signed the accord in Oslo",
        "FILE - Espen Lie speaks in Oslo, Thursday, Nov. 21, 2024. (AP Photo/Ann Roe, File)",
        "Espen Lie en Oslo. EFE/Ann Roe",
    ],
)
def test_credits_and_captions_of_agencies_are_cut_whole(line: str) -> None:
    assert without_captions(line).text == ""


@pytest.mark.parametrize("credit", ["REUTERS/Ann Roe", "Photo: Ann Roe/AFP", "AP Photo/Ann Roe"])
def test_a_credit_between_two_sentences_is_cut_alone(credit: str) -> None:
    assert without_captions(f"{BODY} {credit} The talks went on.").text == f"{BODY} The talks went on."


def test_a_sentence_in_another_language_is_no_caption() -> None:
    text = "Später kündigte der Minister dann doch sein Erscheinen an. (dpa/gem)"
    assert without_captions(text).text.startswith("Später kündigte")
