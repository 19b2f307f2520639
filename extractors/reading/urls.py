"""One address for one article: tracking parameters, AMP, mobile hosts and print views folded away."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"^(?:utm_.*|fbclid|gclid|gclsrc|dclid|msclkid|yclid|twclid|igshid|igsh|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|ref_?(?:src|url)?|referrer"
    r"|cmp(?:id)?|cid|ncid|ocid|icid|ito|s?_?kwcid|ns_(?:source|mchannel|campaign|linkname|fee)|at_(?:medium|campaign|custom\d?|link_.*)"
    r"|smid|smtyp|partner|spm|feature|share|shared|sharetype|sh|si|source|src|campaign|medium|wt[_.].*|pk_.*|piwik_.*|mtm_.*|hsa_.*|vero_.*"
    r"|oly_(?:enc|anon)_id|trk|trkinfo|xtor|sr_share|sref|soc_(?:src|trk)|guccounter|guce_.*|_ga|_gl|gaa_.*|fb_.*|tw_.*|rss|from|amp|outputtype"
    r"|output|view|print|printer|printview|mobile|m|isamp|amp_js_v|usqp|nocache|cachebuster|emci|emdi|ceid|sessionid|phpsessid|jsessionid|sid)$",
    re.IGNORECASE,
)
_ONLY_AS_FLAG = frozenset(
    "view print printer printview mobile m output outputtype rss from source src share amp sid cid ref".split()
)
_FLAG_VALUE = re.compile(
    r"^(?:|1|true|yes|amp|print|mobile|rss|feed|all|full|twitter|facebook|whatsapp|email|newsletter|google|social|[a-z]{2,3}-?rss.*)$",
    re.IGNORECASE,
)
_MOBILE_HOST = re.compile(r"^(?:www\d?|m|mobile|amp|wap|touch|print)\.(?=[^.]+\.)")
_AMP_CACHE = re.compile(
    r"^https?://(?:[\w-]+\.cdn\.ampproject\.org|(?:www\.)?google\.[a-z.]+/amp)/(?:[cvi]/)?(?:s/)?", re.IGNORECASE
)
_VIEW_PATH = re.compile(
    r"(?:/(?:amp|print|printable|single-page|full|mobile)|\.amp|/index\.(?:html?|php))/?$|/$", re.IGNORECASE
)
_VIEW_PREFIX = re.compile(r"^/(?:amp|print|mobile)(?=/)", re.IGNORECASE)
_VIEW_SUFFIX = re.compile(r"\.(?:amp|print|mobile)(?=\.html?$)", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/", re.IGNORECASE)
_PLAIN_PATH = re.compile(r"[\w/:@!$&'()*+,;=~.-]*", re.ASCII)  # what quoting leaves as it is
_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """The address under which an article counts as one; the same for all views of it. Idempotent.

    Scheme becomes https, host loses "www." and mobile or AMP parts, path loses view names and the last slash, the query
    loses what only tracks and is sorted, the fragment goes. What is no web address is returned stripped.

    >>> canonical_url("http://m.example.com/world/a-talk/amp/?utm_source=x&id=7#top")
    'https://example.com/world/a-talk?id=7'
    """
    plain = url.strip()
    for _ in range(6):
        shorter = _once(plain)
        if shorter == plain:
            break
        plain = shorter
    return plain


def _once(url: str) -> str:
    unwrapped = _WEB_ARCHIVE.sub("", url)
    if _AMP_CACHE.match(unwrapped):
        unwrapped = "https://" + _AMP_CACHE.sub("", unwrapped)
    if unwrapped.startswith("//"):
        unwrapped = "https:" + unwrapped
    try:
        parts = urlsplit(unwrapped)
        host, port = parts.hostname, parts.port
    except ValueError:
        return url
    if parts.scheme not in ("http", "https") or not host:
        return url
    kept = host.rstrip(".").casefold()
    while (shorter := _MOBILE_HOST.sub("", kept)) != kept:
        kept = shorter
    netloc = kept if port in (None, _PORTS[parts.scheme]) else f"{kept}:{port}"
    return urlunsplit(("https", netloc, _path(parts.path), _query(parts.query), ""))


def _path(path: str) -> str:
    plain = path
    if not _PLAIN_PATH.fullmatch(path):
        plain = quote(unquote(path, errors="surrogateescape"), safe="/:@!$&'()*+,;=~-._", errors="surrogateescape")
    if "//" in plain:
        plain = re.sub(r"/{2,}", "/", plain)
    plain = _VIEW_SUFFIX.sub("", _VIEW_PREFIX.sub("", plain))
    while (shorter := _VIEW_PATH.sub("", plain)) != plain:
        plain = shorter
    return plain or "/"


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(sorted((name, value) for name, value in pairs if not _only_tracks(name, value)))


def _only_tracks(name: str, value: str) -> bool:
    if not _TRACKING.match(name):
        return False
    return name.casefold() not in _ONLY_AS_FLAG or bool(_FLAG_VALUE.match(value))
