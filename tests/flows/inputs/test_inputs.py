"""What files and folders hold, and what is wrong with those that can't be used."""

import gzip
import json
import os
import socket
from pathlib import Path

import pytest

from domain.documents import MediaType
from domain.errors import InputError
from domain.rejects import Stage
from flows.inputs import MOST_BYTES, Found, documents_in, found_files


def only(path: Path) -> Found:
    (found,) = documents_in(path)
    return found


def reason(path: Path) -> str:
    rejected = only(path).rejected
    assert rejected is not None
    return rejected.reason


def test_folders_are_read_in_the_order_of_names_to_any_depth(tmp_path: Path) -> None:
    for name in (
        "b/two.txt",
        "a.txt",
        "b/c/one.html",
        "z.jsonl",
        ".hidden.txt",
        "b/README.md",
        "notes.md",
        "rules.yaml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text")
    names = [path.relative_to(tmp_path).as_posix() for path in found_files([tmp_path])]
    assert names == ["a.txt", "b/c/one.html", "b/two.txt", "z.jsonl"]


def test_paths_keep_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    one, two = tmp_path / "1.txt", tmp_path / "2.txt"
    one.touch()
    two.touch()
    assert list(found_files([two, one])) == [two, one]


def test_a_path_that_does_not_exist_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        list(found_files([tmp_path / "nowhere"]))


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.html", b" \n\t ", "the file is empty"),
        ("empty.jsonl", b"\n\n", "the file is empty"),
        ("empty.csv", b"", "the file is empty"),
        ("empty.rss", b"", "the file is empty"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary data, not text"),
        ("noise.txt", bytes(range(1, 32)) * 20, "binary data, not text"),
        ("garbage.bin", b"garbage", "not a kind of file that is read (.bin)"),
        ("nosuffix", b"text", "not a kind of file that is read (no suffix)"),
        ("numbers.csv", b"a,b\n1,2\n", "a CSV file wants a column named text or html"),
        ("page.xml", b"<html><body>no feed</body></html>", "this is an HTML page, not a feed"),
        ("broken.warc", b"not a warc at all\n", "no archived pages in it"),
        ("lines.jsonl", b"{not json\n", "not valid JSON"),
        ("bare.jsonl", b'{"id": "1"}\n', "a line wants `text` or `html`"),
        ("nameless.jsonl", b'{"text": "x"}\n', "id: Field required"),
    ],
)
def test_what_cannot_be_used_says_why_in_plain_words(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert reason(tmp_path / name) == expected


def test_a_file_of_50_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(50_000_000)
    assert reason(huge) == f"larger than {MOST_BYTES // 1_000_000} MB, which no article is"


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("text")

    def refuse(*_args: object, **_options: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)  # the tests may run as root, whom no mode keeps out
    assert reason(secret) == "no permission to read it"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_whose_mode_forbids_reading_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("text")
    secret.chmod(0)
    assert reason(secret) == "no permission to read it"


def test_pipes_and_dangling_links_do_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "s.txt"))
    try:
        reasons = {path.name: reason(path) for path in found_files([tmp_path])}
    finally:
        server.close()
    assert reasons["pipe.txt"] == reasons["s.txt"] == "it is not a regular file"
    assert reasons["link.txt"] == "it can't be read: No such file or directory"


def test_one_bad_line_leaves_the_others(tmp_path: Path) -> None:
    lines = tmp_path / "mixed.jsonl"
    lines.write_text(
        '{"id": "1", "text": "One."}\nnonsense\n\n{"id": "2", "html": "<p>Two.</p>", "url": "https://e.org"}\n'
    )
    first, bad, last = documents_in(lines)
    assert (first.origin, bad.origin, last.origin) == (f"{lines}:1", f"{lines}:2", f"{lines}:4")
    assert bad.rejected is not None
    assert bad.rejected.stage is Stage.DECODE
    assert first.document is not None
    assert last.document is not None
    assert (last.document.media_type, last.document.url) == (MediaType.HTML, "https://e.org")


def test_rows_of_a_table_bring_their_labels(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("id,link,headline,date,source,body\n1,https://e.org/1,Talks,2025-01-02,Desk,They met.\n2,,,,,\n")
    first, empty = documents_in(table)
    assert first.document is not None
    hints = first.document.hints
    assert (hints.title, hints.published, hints.publisher, hints.carrier) == ("Talks", "2025-01-02", "Desk", "csv")
    assert (first.document.url, first.document.content) == ("https://e.org/1", b"They met.")
    assert empty.rejected is not None
    assert empty.rejected.reason == "a row without text"


def test_feed_items_are_pages_of_their_own(tmp_path: Path) -> None:
    feed = tmp_path / "feed.rss"
    item = "<item><title>T</title><link>https://e.org/{}</link><description>{}</description></item>"
    items = item.format("t", "&lt;p&gt;They met.&lt;/p&gt;") + item.format("u", "")
    feed.write_text(f"<rss version='2.0'><channel><title>Desk</title>{items}</channel></rss>")
    first, empty = documents_in(feed)
    assert first.document is not None
    assert b"<p>They met.</p>" in first.document.content
    assert (first.document.url, first.document.hints.publisher) == ("https://e.org/t", "Desk")
    assert empty.rejected is not None


@pytest.mark.parametrize("name", ["pages.warc", "pages.warc.gz"])
def test_archived_pages_keep_their_address_and_headers(tmp_path: Path, name: str) -> None:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nDate: x\r\n\r\n<p>They met.</p>"
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.org/t\r\nWARC-Date: 2025-01-02T03:04:05Z\r\n"
        b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: "
        + str(len(body)).encode()
        + b"\r\n\r\n"
        + body
        + b"\r\n\r\n"
    )
    archive = tmp_path / name
    archive.write_bytes(gzip.compress(record) if name.endswith("gz") else record)
    document = only(archive).document
    assert document is not None
    assert (document.url, document.content) == ("https://e.org/t", b"<p>They met.</p>")
    assert ("content-type", "text/html; charset=utf-8") in document.headers
    assert document.fetched_at is not None


def test_the_same_bytes_under_two_addresses_are_two_inputs(tmp_path: Path) -> None:
    lines = tmp_path / "twins.jsonl"
    lines.write_text(
        "".join(json.dumps({"id": "x", "text": "One.", "url": f"https://e.org/{at}"}) + "\n" for at in (1, 1, 2))
    )
    keys = [found.key for found in documents_in(lines)]
    assert keys[0] == keys[1] != keys[2]
