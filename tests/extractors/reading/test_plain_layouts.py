"""Plain-text documents in the layouts that collections have: only the article's own sentences stay."""

import pytest

from domain.documents import Article, DocumentHints, FurnitureKind, MediaType, RawDocument
from extractors.reading import Reading, read_document

ONE = "Norway’s foreign minister, Espen Lie, met his Qatari counterpart in Oslo on Tuesday to discuss fishing rights."
TWO = "The two sides agreed to meet again in May, according to a statement. “We are close to a deal,” Lie said."
BODY = f"{ONE}\n\n{TWO}"
HEADLINE = "Norway and Qatar near a deal on fish"


def read(text: str, **hints: str) -> Article:
    raw = RawDocument(content=text.encode(), media_type=MediaType.TEXT, hints=DocumentHints(**hints))  # type: ignore[arg-type]
    found = read_document(raw)
    assert isinstance(found, Reading), found
    return found.article


def kinds(article: Article) -> list[FurnitureKind]:
    return [piece.kind for piece in article.furniture]


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("date 2024-11-21 ", "date 2024-11-21"),
        (" date2024-11-21 ", "date2024-11-21"),
        ("Date: 21/11/2024 ", "Date: 21/11/2024"),
        ("Published: November 21, 2024 10:35 AM EST ", "Published: November 21, 2024 10:35 AM EST"),
        ("Published Nov. 21, 2024 | Updated Nov. 22, 2024 | ", "Published Nov. 21, 2024"),
        ("Nov 21, 2024 - ", "Nov 21, 2024"),
        ("21 November 2024 | ", "21 November 2024"),
        ("2024-11-21 ", "2024-11-21"),
        ("date 2024-11-21T08:15:00Z ", "date 2024-11-21T08:15:00Z"),
        ("Publicado el 21 de noviembre de 2024 - ", "Publicado el 21 de noviembre de 2024"),
    ],
)
def test_a_date_glued_to_the_first_sentence_is_cut_and_named(header: str, named: str) -> None:
    article = read(header + BODY)
    assert article.text == BODY
    assert article.furniture[0].kind is FurnitureKind.HEADER_DATE
    assert article.furniture[0].text == named


@pytest.mark.parametrize(
    "header",
    [
        "Thursday, November 21, 2024",
        "November 30 , 2009",
        "on September 10th , 2010",
        "Updated 10:35 GMT, 21 Nov 2024",
        "21.11.2024 | 10:35 Uhr",
        "November 21, 2024 / 10:35 AM / CBS News",
        "Published: 2024-11-21 10:35",
        "Last updated on November 22, 2024 • 3 min read",
    ],
)
def test_a_date_line_above_the_text_is_cut_and_named(header: str) -> None:
    article = read(f"{header}\n{BODY}")
    assert article.text == BODY
    assert [(piece.kind, piece.text) for piece in article.furniture] == [(FurnitureKind.HEADER_DATE, header)]


@pytest.mark.parametrize(
    "opening",
    [
        "On November 21, 2024 the talks began in Oslo, and nobody expected them to last for two whole years.",
        "May 2, 2024 was the day on which the talks in Oslo collapsed over fish quotas and port fees.",
        "2024 was a bad year for fishermen on both sides of the North Sea, the ministry said on Monday.",
        "21 November marks the day on which both countries signed their first accord, a holiday in Norway.",
    ],
)
def test_a_date_that_belongs_to_the_first_sentence_stays(opening: str) -> None:
    assert read(f"{opening}\n\n{TWO}").text == f"{opening}\n\n{TWO}"


def test_the_dates_of_a_timeline_stay() -> None:
    text = "May 2, 2024 - Talks open in Oslo.\n\nMay 9, 2024 - Talks fail.\n\nMay 12, 2024 - Qatar recalls its envoy."
    assert read(text).text == text


def test_a_doubled_headline_becomes_the_title() -> None:
    article = read(f"{HEADLINE}\n\n{HEADLINE}\n • Lie hosts talks in Oslo.\n • Next round in May.\n\n{BODY}")
    assert article.title == HEADLINE
    assert article.text == f"Lie hosts talks in Oslo.\n\nNext round in May.\n\n{BODY}"
    assert kinds(article) == [FurnitureKind.TITLE, FurnitureKind.TITLE]


def test_a_single_headline_becomes_the_title() -> None:
    article = read(f"{HEADLINE}\n\n{BODY}")
    assert (article.title, article.text) == (HEADLINE, BODY)


def test_a_headline_doubled_within_the_first_line_is_cut() -> None:
    article = read(f"{HEADLINE} {HEADLINE} {BODY}")
    assert (article.title, article.text) == (HEADLINE, BODY)


def test_the_stated_title_is_cut_from_the_front_of_the_text() -> None:
    article = read(f"{HEADLINE} {BODY}", title=HEADLINE)
    assert (article.title, article.text) == (HEADLINE, BODY)


def test_header_fields_are_read_and_cut() -> None:
    article = read(
        f"Title: {HEADLINE}\nDate: 2024-11-21\nAuthor: Anna Lee and Bo Chan\nPublisher: The Oslo Post\nSection: "
        f"World\n\n{BODY}"
    )
    assert article.text == BODY
    assert article.title == HEADLINE
    assert article.authors == ("Anna Lee", "Bo Chan")
    assert (article.publisher, article.section) == ("The Oslo Post", "World")
    assert FurnitureKind.HEADER_DATE in kinds(article)


@pytest.mark.parametrize(
    "byline", ["By Anna Lee", "By ANNA LEE, Staff Writer", "By Anna Lee | Nov 21, 2024", "Por Anna Lee"]
)
def test_a_byline_gives_the_author(byline: str) -> None:
    article = read(f"{HEADLINE}\n{byline}\n\n{BODY}")
    assert [name.title() for name in article.authors] == ["Anna Lee"]
    assert article.text == BODY


def test_a_dateline_stays_and_is_named() -> None:
    article = read(f"OSLO, Nov 21 (Reuters) - {BODY}\n\n(Reporting by Anna Lee; Editing by Bo Chan)")
    assert article.text == f"OSLO, Nov 21 (Reuters) - {BODY}"
    assert article.furniture[0].kind is FurnitureKind.DATELINE
    assert article.furniture[0].text == "OSLO, Nov 21 (Reuters) -"
    assert article.agencies == ("Reuters",)
    assert article.furniture[-1].kind is FurnitureKind.BYLINE


@pytest.mark.parametrize(
    "dateline",
    [
        "OSLO (AP) —",
        "OSLO, Norway --",
        "Doha, 3 May (QNA) -",
        "OSLO, 21 nov (EFE).-",
        "(Oslo) –",
        "OSLO, August 7 (Xinhua) --",
    ],
)
def test_datelines_of_other_agencies_are_known(dateline: str) -> None:
    article = read(f"{dateline} {BODY}")
    assert article.text == f"{dateline} {BODY}"
    assert (article.furniture[0].kind, article.furniture[0].text) == (FurnitureKind.DATELINE, dateline)


def test_the_frame_of_a_blog_is_cut() -> None:
    article = read(
        f"Home » World » Europe\n{HEADLINE}\nPosted on November 21, 2024 by Anna Lee\nLeave a comment\n{ONE}\n{TWO}\n"
        "Share this:\nTwitter\nFacebook\nLike this:\nLike Loading...\nRelated\nQatar to buy fish\nNorway opens a port\n"
        "Tags: Norway, Qatar\nPrevious Post Next Post"
    )
    assert (article.title, article.authors, article.text) == (HEADLINE, ("Anna Lee",), BODY)


def test_a_source_trailer_that_names_a_host_gives_the_original_source() -> None:
    article = read(f"{BODY}\nOriginal Source: www.oslopost.example.com")
    assert (article.original_source, article.credited_title, article.text) == ("oslopost.example.com", None, BODY)


def test_a_source_trailer_that_names_a_headline_credits_that_article() -> None:
    trailer = "Source: Snubbed in Oslo, emir turns to Reykjavik for fish: Report"
    article = read(f"{BODY}\n\n{trailer}\n\nPost a Comment\n\nPrevious Post Next Post")
    assert article.original_source is None
    assert article.credited_title == "Snubbed in Oslo, emir turns to Reykjavik for fish: Report"
    assert article.text == BODY


@pytest.mark.parametrize(
    "line",
    [
        "Copyright 2024 The Oslo Post. All rights reserved.",
        "© 2024 Oslo Post",
        "Subscribe to our newsletter",
        "Sign up for our daily briefing",
        "Follow us on Twitter and Facebook",
        "Comments (3)",
        "###",
        "-30-",
        "ENDS",
        "Read more: Norway opens a port",
        "Also read: Qatar to buy fish",
        "ADVERTISEMENT",
        "Story continues below",
        "Lea también: Catar compra pescado",
        "Facebook Twitter WhatsApp Email",
        "Associated Press writer Bo Chan contributed to this report.",
        "The views expressed in this article are the author's own.",
        "5 min read",
    ],
)
@pytest.mark.parametrize("place", ["below", "between"])
def test_lines_of_the_page_are_cut(line: str, place: str) -> None:
    if place == "between" and ("contributed" in line):
        pytest.skip("desk lines stand below the text")
    text = f"{BODY}\n\n{line}" if place == "below" else f"{ONE}\n\n{line}\n\n{TWO}"
    article = read(text)
    assert article.text == BODY
    assert article.furniture[-1].text == line


@pytest.mark.parametrize(
    "sentence",
    [
        "Share prices fell in Doha on Monday after the talks.",
        "Follow-up talks in Oslo are planned for May, officials say.",
        "More than forty boats left the port on Monday.",
        "Related parties were told to leave the country by Friday.",
        "Iran attacks Iraq",
        "Copyright law was the last chapter on which both sides agreed.",
        "Source countries of migration will get more aid, the minister said.",
        "Home Minister Amit Lie visited the port on Monday.",
        "Read the constitution, the judge told the minister on Monday.",
        "Video of the attack was shown to the court on Monday.",
        "Comments by the emir angered the parliament in Oslo.",
        "Live ammunition was used against protesters, witnesses said.",
        "Analysis of the data has begun, the agency said.",
    ],
)
def test_a_single_sentence_comes_through_unchanged(sentence: str) -> None:
    article = read(sentence)
    assert (article.text, article.title, article.furniture) == (sentence, None, ())
    between = read(f"{ONE}\n\n{sentence}\n\n{TWO}")
    assert between.text == f"{ONE}\n\n{sentence}\n\n{TWO}"


def test_the_frame_of_another_blog_is_cut() -> None:
    article = read(
        f"Skip to content\nMenu\n{HEADLINE}\n\nby The Fjord Blog Team\n\nNovember 21, 2024\n\nin "
        f"Politics\n\nReading Time: 3 mins read\n\nA A\n\n0\n\n"
        f"SHARES\n\n12\n\nVIEWS\n\nShare on FacebookShare on Twitter\n\n{BODY}\n\nTags: NorwayQatar\n\nAbout "
        f"the author\n\nAnna Lee\n\n"
        "Anna Lee is a reporter at The Oslo Post.\n\nView all posts\n\nRelated Posts\n\nQatar buys fish\n\nNext "
        "Post\n\nNorway opens a port"
    )
    assert (article.title, article.text) == (HEADLINE, BODY)


def test_a_press_release_is_cut_to_its_text() -> None:
    article = read(
        f"For Immediate Release\nNovember 21, 2024\n\n{HEADLINE}\n\nWASHINGTON, Nov. 21, 2024 /PRNewswire/ -- "
        f"{BODY}\n\n###\n\nContact: press@oslopost.example"
    )
    assert (article.title, article.text) == (HEADLINE, f"WASHINGTON, Nov. 21, 2024 /PRNewswire/ -- {BODY}")


@pytest.mark.parametrize(
    ("below", "source"),
    [
        ("https://www.oslopost.example/world/fish", "oslopost.example"),
        ("SOURCE Fjord Institute", "Fjord Institute"),
        ("- The Oslo Post", "The Oslo Post"),
        ("(Source: The Oslo Post)\n\nimage source", "The Oslo Post"),
        ("Edited by: Anna Lee\n\nSource: DW", "DW"),
        ("The writer is a fellow at the Fjord Institute.", None),
        ("MNA/6289", None),
    ],
)
def test_lines_that_sign_a_text_are_cut(below: str, source: str | None) -> None:
    article = read(f"{BODY}\n\n{below}")
    assert (article.text, article.original_source) == (BODY, source)


@pytest.mark.parametrize("mark", ["(END)", "###", "-30-", "■", "Enditem"])
def test_an_end_mark_glued_to_the_last_sentence_is_cut(mark: str) -> None:
    assert read(f"{BODY} {mark}").text == BODY


def test_a_list_above_the_text_is_text() -> None:
    article = read(
        f"Key points:\n• Lie hosts talks in Oslo\n• Prisoners may be exchanged\n• Next round in May\n\n{BODY}"
    )
    assert article.text == f"Lie hosts talks in Oslo\n\nPrisoners may be exchanged\n\nNext round in May\n\n{BODY}"


def test_a_caption_above_the_text_is_no_headline() -> None:
    article = read(f"Espen Lie (L) meets the emir in Oslo on November 19, 2024. [Ann Roe/Reuters]\n\n{BODY}")
    assert (article.title, article.text, len(article.captions)) == (None, BODY, 1)


def test_spanish_text_is_spanish() -> None:
    article = read(
        "OSLO, 21 nov (EFE).- El canciller noruego se reunió el martes en Oslo con su homólogo catarí para "
        "hablar de pesca.\n\n"
        "Las partes acordaron verse de nuevo en mayo, según un comunicado.\n\nFuente: EFE"
    )
    assert (article.language, article.original_source) == ("es", "EFE")


def test_ids_come_from_the_content_alone() -> None:
    one, other = read(BODY), read(f"\ufeff{BODY}\n\nPost a Comment\n")
    assert (one.article_id, one.version_id) == (other.article_id, other.version_id)
    assert one.raw_id != other.raw_id
