"""One request against a server that behaves as badly as it likes."""

import asyncio
import gzip
import time
import zlib
from collections.abc import Iterator

import brotli
import pytest
import zstandard
from web import Asked, Reply, Web, web

from domain.identifiers import content_hash
from domain.sources import FetchOutcome
from flows.fetching.asking import Answer, FetchLimits, Request
from flows.fetching.client import Fetcher

LIMITS = FetchLimits(
    connect_seconds=1, idle_seconds=0.5, total_seconds=1.5, most_bytes=200_000, most_received=100_000, most_redirects=4
)
FEED = b"<rss version='2.0'><channel><title>News</title></channel></rss>"


@pytest.fixture
def site() -> Iterator[Web]:
    with web() as server:
        yield server


def ask(request: Request, *, allowed: tuple[str, ...] = ("127.0.0.1",), **options: object) -> Answer:
    async def get() -> Answer:
        async with Fetcher(user_agent="Eventwire/test", allowed_hosts=allowed, limits=LIMITS, **options) as fetcher:  # type: ignore[arg-type]
            return await fetcher.get(request)

    return asyncio.run(get())


def get(site: Web, path: str, **more: object) -> Answer:
    return ask(Request(url=site.url(path), purpose="feed", **more))  # type: ignore[arg-type]


def test_a_plain_answer_comes_with_its_ledger_row(site: Web) -> None:
    site.pages["/f"] = Reply(FEED, headers={"ETag": '"a"', "Last-Modified": "Tue, 05 Mar 2024 10:00:00 GMT"})
    answer = get(site, "/f")
    assert answer.content == FEED
    assert answer.fetch.status == 200
    assert (answer.fetch.etag, answer.fetch.bytes_received) == ('"a"', len(FEED))
    assert answer.fetch.raw_id is None
    page = ask(Request(url=site.url("/f"), purpose="page"))
    assert page.fetch.raw_id == content_hash(FEED)
    assert answer.fetch.seconds > 0


def test_validators_are_sent_and_a_304_is_no_failure(site: Web) -> None:
    site.pages["/f"] = lambda asked: Reply(status=304) if asked.headers.get("if-none-match") == '"a"' else Reply(FEED)
    answer = get(site, "/f", etag='"a"', last_modified="Tue, 05 Mar 2024 10:00:00 GMT")
    assert answer.fetch.outcome is FetchOutcome.NOT_MODIFIED
    assert site.asked[0].headers["if-modified-since"] == "Tue, 05 Mar 2024 10:00:00 GMT"


def test_the_body_of_a_304_is_not_taken_for_a_feed(site: Web) -> None:
    site.pages["/f"] = lambda _: [b"HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\nConnection: close\r\n\r\nodd"]
    answer = get(site, "/f")
    assert answer.fetch.outcome is FetchOutcome.NOT_MODIFIED
    assert answer.content is None


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(FEED)),
        ("gzip", gzip.compress(FEED[:20]) + gzip.compress(FEED[20:])),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED)[2:-4]),
        ("br", brotli.compress(FEED)),
        ("zstd", zstandard.compress(FEED)),
        ("gzip, br", brotli.compress(gzip.compress(FEED))),
    ],
    ids=["gzip", "gzip in two members", "deflate", "raw deflate", "br", "zstd", "two codings"],
)
def test_compressed_bodies_come_out_whole(site: Web, coding: str, packed: bytes) -> None:
    site.pages["/f"] = Reply(packed, headers={"Content-Encoding": coding})
    assert get(site, "/f").content == FEED


@pytest.mark.parametrize(
    ("coding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress), ("zstd", zstandard.compress)],
)
def test_a_compression_bomb_is_refused_before_it_goes_off(site: Web, coding: str, pack: object) -> None:
    site.pages["/f"] = Reply(pack(b"\0" * 20_000_000), headers={"Content-Encoding": coding})  # type: ignore[operator]
    answer = get(site, "/f")
    assert answer.fetch.outcome is FetchOutcome.REFUSED
    assert "decompresses" in (answer.fetch.reason or "")
    assert answer.content is None


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_broken_compressed_body_is_refused(site: Web, coding: str) -> None:
    site.pages["/f"] = Reply(b"certainly not compressed", headers={"Content-Encoding": coding})
    assert get(site, "/f").fetch.outcome is FetchOutcome.REFUSED


def test_a_coding_that_was_not_asked_for_is_refused(site: Web) -> None:
    site.pages["/f"] = Reply(FEED, headers={"Content-Encoding": "compress"})
    assert "compress" in (get(site, "/f").fetch.reason or "")


def test_an_endless_body_is_let_go_of(site: Web) -> None:
    def endless(_: Asked) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
        while True:
            yield b"x" * 65536

    site.pages["/f"] = endless
    answer = get(site, "/f")
    assert answer.fetch.outcome is FetchOutcome.REFUSED
    assert answer.fetch.bytes_received < 400_000


def test_a_body_that_drips_is_given_up_at_the_total_time(site: Web) -> None:
    def drip(_: Asked) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n"
        for _ in range(100):
            time.sleep(0.1)
            yield b"x"

    site.pages["/f"] = drip
    answer = get(site, "/f")
    assert answer.fetch.outcome is FetchOutcome.TIMED_OUT
    assert answer.fetch.seconds < 4


def test_silence_is_given_up_at_the_idle_time(site: Web) -> None:
    def silent(_: Asked) -> Iterator[bytes]:
        time.sleep(3)
        yield b""

    site.pages["/f"] = silent
    answer = get(site, "/f")
    assert answer.fetch.outcome is FetchOutcome.TIMED_OUT


def test_a_body_cut_short_is_a_network_error(site: Web) -> None:
    site.pages["/f"] = lambda _: [b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\nhalf"]
    answer = get(site, "/f")
    assert answer.fetch.outcome is FetchOutcome.NETWORK_ERROR
    assert answer.content is None


def test_headers_without_end_are_a_network_error(site: Web) -> None:
    site.pages["/f"] = lambda _: [b"HTTP/1.1 200 OK\r\n", *[b"X-%d: %s\r\n" % (n, b"a" * 1000) for n in range(500)]]
    assert get(site, "/f").fetch.outcome is FetchOutcome.NETWORK_ERROR


def test_an_answer_that_is_no_http_is_a_network_error(site: Web) -> None:
    site.pages["/f"] = lambda _: [b"SSH-2.0-OpenSSH_9.2\r\n"]
    assert get(site, "/f").fetch.outcome is FetchOutcome.NETWORK_ERROR


def test_permanent_redirects_say_where_it_moved_and_temporary_ones_do_not(site: Web) -> None:
    site.pages |= {
        "/a": Reply(status=301, headers={"Location": "/b"}),
        "/b": Reply(status=308, headers={"Location": "/f"}),
        "/t": Reply(status=302, headers={"Location": "/b"}),
        "/m": Reply(status=301, headers={"Location": "/u"}),
        "/u": Reply(status=307, headers={"Location": "/f"}),
        "/f": Reply(FEED),
    }
    assert get(site, "/a").moved_to == site.url("/f")
    assert get(site, "/t").moved_to is None
    mixed = get(site, "/m")
    assert mixed.moved_to is None
    assert mixed.content == FEED
    assert mixed.fetch.final_url == site.url("/f")


def test_a_redirect_loop_and_a_long_chain_are_refused(site: Web) -> None:
    site.pages |= {
        "/x": Reply(status=301, headers={"Location": "/y"}),
        "/y": Reply(status=301, headers={"Location": "/x"}),
    }
    site.pages |= {f"/{n}": Reply(status=302, headers={"Location": f"/{n + 1}"}) for n in range(9)}
    assert get(site, "/x").fetch.reason == "a redirect loop"
    assert get(site, "/0").fetch.outcome is FetchOutcome.REFUSED
    assert len(site.asked) < 12


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.1.1:8080/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[fe80::1]/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0/",
        "http://224.0.0.1/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "ftp://example.org/x",
        "//",
        "http://[broken/",
    ],
)
def test_a_redirect_to_where_no_feed_may_be_is_refused(site: Web, target: str) -> None:
    site.pages["/f"] = Reply(status=302, headers={"Location": target})
    answer = get(site, "/f")
    assert answer.fetch.outcome is FetchOutcome.REFUSED, answer.fetch.reason
    assert len(site.asked) == 1


def test_private_hosts_are_refused_unless_named(site: Web) -> None:
    site.pages["/f"] = Reply(FEED)
    refused = ask(Request(url=site.url("/f"), purpose="feed"), allowed=())
    assert refused.fetch.outcome is FetchOutcome.REFUSED
    assert "loopback" in (refused.fetch.reason or "")
    assert site.asked == []


def test_a_name_is_connected_to_at_the_address_that_was_checked(site: Web) -> None:
    """DNS rebinding: the second answer of the resolver is never asked for."""
    answers = [["127.0.0.1"], ["10.0.0.1"]]

    async def rebinding(host: str, port: int) -> list[str]:
        return answers.pop(0)

    site.pages["/f"] = Reply(FEED)
    request = Request(url=f"http://feeds.example:{site.port}/f", purpose="feed")
    assert ask(request, allowed=("feeds.example",), resolver=rebinding).is_ok
    assert answers == [["10.0.0.1"]]


def test_a_name_with_one_private_address_among_public_ones_is_refused(site: Web) -> None:
    async def mixed(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "127.0.0.1"]

    answer = ask(Request(url=f"http://feeds.example:{site.port}/f", purpose="feed"), allowed=(), resolver=mixed)
    assert answer.fetch.outcome is FetchOutcome.REFUSED


def test_an_unknown_name_is_a_network_error() -> None:
    async def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    answer = ask(Request(url="http://nowhere.example/f", purpose="feed"), resolver=unknown)
    assert answer.fetch.outcome is FetchOutcome.NETWORK_ERROR


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (404, FetchOutcome.HTTP_ERROR),
        (500, FetchOutcome.HTTP_ERROR),
        (410, FetchOutcome.GONE),
        (429, FetchOutcome.THROTTLED),
        (503, FetchOutcome.THROTTLED),
        (204, FetchOutcome.HTTP_ERROR),
    ],
)
def test_each_status_has_its_outcome(site: Web, status: int, outcome: FetchOutcome) -> None:
    site.pages["/f"] = Reply(b"", status, {"Retry-After": "120"})
    answer = get(site, "/f")
    assert answer.fetch.outcome is outcome
    assert answer.retry_after == "120"


def test_secrets_of_a_source_never_follow_a_redirect_to_another_host(site: Web) -> None:
    async def both(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    site.pages |= {
        "/f": Reply(status=302, headers={"Location": f"http://other.example:{site.port}/g"}),
        "/g": Reply(FEED),
    }
    request = Request(
        url=f"http://own.example:{site.port}/f", purpose="feed", headers={"Authorization": "Bearer s", "Cookie": "c=1"}
    )
    assert ask(request, allowed=("own.example", "other.example"), resolver=both).is_ok
    assert [asked.headers.get("authorization") for asked in site.asked] == ["Bearer s", None]
    assert [asked.headers.get("cookie") for asked in site.asked] == ["c=1", None]


def test_we_say_who_we_are(site: Web) -> None:
    site.pages["/f"] = Reply(FEED)
    get(site, "/f")
    assert site.asked[0].headers["user-agent"] == "Eventwire/test"
