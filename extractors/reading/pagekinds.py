"""Pages that hold no article though they answer as if: error pages, walls, stubs, section fronts and galleries."""

import re

from lxml.html import HtmlElement

from extractors.reading.metadata import Metadata, types_of

_ERROR = re.compile(
    r"^\W*(?:(?:error\s*)?(?:400|401|403|404|410|429|500|502|503)\b.{0,60}|(?:sorry,? )?(?:the )?(?:page|article|story|content|url)(?: you .{2,40})? (?:was |is |could |can ?|does )?"
    r"(?:not found|no longer available|not available|unavailable|removed|not be found|not exist|missing|moved).{0,60}|not found|page not found.{0,60}|access (?:to this page has been )?denied.{0,60}|forbidden"
    r"|(?:oops|whoops|uh-?oh)\b.{0,60}|just a moment.{0,20}|attention required.{0,40}|are you a (?:robot|human).{0,20}|verify(?:ing)? (?:that )?you are (?:a )?human.{0,40}"
    r"|service (?:temporarily )?unavailable|internal server error|bad gateway|too many requests|something went wrong.{0,40}|please enable (?:javascript|cookies).{0,60}"
    r"|(?:error:? )?p[áa]gina no encontrada.{0,40}|acceso denegado|page (?:introuvable|non trouv[ée]e).{0,40}|(?:die )?seite (?:wurde )?(?:leider )?nicht gefunden.{0,40}|pagina non trovata)"
    r"\W*(?:$|[|–—-])",
    re.IGNORECASE,
)
_ERROR_TEXT = re.compile(
    r"(?:page|article|story) (?:you(?:'re| are| were)? (?:looking for|requested|trying to)|has been (?:removed|moved|deleted))|checking (?:your browser|if the site connection)|enable javascript and cookies"
    r"|does(?:n't| not) exist (?:or|on this)|unusual traffic|ray id|access denied",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"cookies?\b|consent|privacy (?:policy|settings|choices|preferences)|personal(?:i[sz]ed)? (?:data|ads|content)|our partners|legitimate interest|accept all|reject all|manage (?:preferences|options|choices)"
    r"|we value your privacy|before you continue|datenschutz|einwilligung|confidentialit[ée]|consentimiento|privacidad",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"(?:subscribe|sign ?up|sign in|log ?in|register|pay)\b.{0,40}\b(?:to (?:continue|keep|read|unlock|access|view)|for (?:full|unlimited) access)|to (?:continue|keep) reading|continue reading with a|(?:article|content|story) is (?:only |exclusively )?"
    r"(?:for|available to|reserved for|exclusive to|limited to) (?:our |paying |registered )?(?:subscribers|members|premium)|already (?:a subscriber|subscribed|have an account)|subscribers? only|unlock this (?:article|story)|this is (?:a )?premium"
    r"|you(?:'ve| have) (?:reached|used|read) (?:your|all your).{0,40}(?:free|limit)|start your free trial|para (?:seguir|continuar) leyendo|(?:contenido|art[ií]culo) (?:exclusivo|s[oó]lo) para (?:suscriptores|abonados)|hazte suscriptor"
    r"|r[ée]serv[ée] aux abonn[ée]s|pour (?:lire la suite|acc[ée]der)|il vous reste .{2,30} [àa] lire|weiterlesen mit|nur f[üu]r abonnenten|(?:jetzt|plus) abonnieren|exklusiv f[üu]r abonnenten",
    re.IGNORECASE,
)
_GALLERY = re.compile(
    r"\b(?:in pictures|in photos|photo (?:gallery|essay)|photos of the (?:day|week)|pictures of the (?:day|week)|slideshow|gallery|bildergalerie|fotostrecke|en images|diaporama|fotogaler[íi]a|galer[íi]a de (?:fotos|im[áa]genes)|las fotos de)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
_FRONT_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage"})


def why_no_article(tree: HtmlElement, stated: Metadata, title: str | None, text: str, captions: int) -> str | None:
    """Why a page with this body text holds no article, in words; None where it may well hold one."""
    words = len(text.split())
    visible = tree.text_content()
    if words < 250 and (
        _ERROR.match(title or "")
        or _ERROR.match(stated.title_element or "")
        or (words < 80 and _ERROR_TEXT.search(visible[:3000]))
    ):
        return "the page is an error page"
    if words < 250 and _is_consent_wall(text if words >= 5 else visible[:2000]):
        return "the page is a consent wall"
    if words < 70 and (_PAYWALL.search(visible) or _says_not_free(stated)):
        return "the page is a paywall stub"
    if words < 120 and (
        _GALLERY.search(title or "") or captions >= 8 or any("ImageGallery" in types_of(node) for node in stated.nodes)
    ):
        return "the page is a picture gallery"
    if _is_section_front(tree, stated, text):
        return "the page is a section front that lists articles"
    return None


def _is_consent_wall(text: str) -> bool:
    words = len(text.split())
    return words > 0 and len(_CONSENT.findall(text)) >= max(3, words / 40)


def _says_not_free(stated: Metadata) -> bool:
    frees = [node.get("isAccessibleForFree") for node in stated.article_nodes()]
    return any(str(free).rsplit("/", 1)[-1].casefold() == "false" for free in frees if free is not None)


def _is_section_front(tree: HtmlElement, stated: Metadata, text: str) -> bool:
    """Many headings that link elsewhere, hardly any running text, and no word of the page that it is an article."""
    running = [part for part in text.split("\n\n") if len(part.split()) >= 25 and _SENTENCE.search(part)]
    linked = sum(
        1
        for heading in tree.iter("h2", "h3", "h4")
        if heading.find(".//a") is not None or heading.getparent().tag == "a"
    )
    says_article = (
        bool(stated.article_nodes()) or stated.first("og:type") == "article" or "article:published_time" in stated.meta
    )
    says_list = (
        any(kind in _FRONT_TYPES for node in stated.nodes for kind in types_of(node))
        or stated.first("og:type") == "website"
    )
    teasers = len(tree.findall(".//article"))
    if says_article:
        return len(running) == 0 and max(linked, teasers) >= 15 and len(text.split()) < 60
    fewest = 6 if says_list else 10
    return len(running) < 2 and max(linked, teasers) >= fewest
