"""The XML of WebDAV: what is asked, and what a `207 Multi-Status` says (RFC 4918, RFC 4791, RFC 6578).

An answer comes from a stranger's server. A document type is refused, and with it every trick with entities; nothing is
fetched; and libxml2's own limits on depth and size stay on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lxml import etree

from webapp.errors import ProviderError

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"
SERVER = "{http://calendarserver.org/ns/}"
_PREFIXES = {"d": "DAV:", "c": CALDAV[1:-1], "s": SERVER[1:-1]}
_OK = 200


@dataclass(frozen=True, slots=True)
class Found:
    """What an answer says of one resource. `status`: of the resource itself. `properties`: those it has, by name.

    `conditions`: the names of the conditions in its error, such as `{DAV:}number-of-matches-within-limits`.
    """

    href: str
    status: int
    properties: Mapping[str, etree._Element] = field(default_factory=dict)
    conditions: frozenset[str] = frozenset()

    def text(self, name: str) -> str | None:
        """The text of a property, None when it is not there or empty."""
        element = self.properties.get(name)
        return None if element is None else ((element.text or "").strip() or None)

    def href_of(self, name: str) -> str | None:
        """The address inside of a property, None when there is none."""
        element = self.properties.get(name)
        if element is None:
            return None
        return (element.findtext(f"{DAV}href") or "").strip() or None

    def has(self, name: str, child: str) -> bool:
        """Whether an element of this name stands anywhere in the property."""
        element = self.properties.get(name)
        return element is not None and element.find(f".//{child}") is not None


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. `sync_token`: where the next reading of changes begins (RFC 6578)."""

    resources: tuple[Found, ...]
    sync_token: str | None = None


def read(body: bytes) -> Answer:
    """Read a `207 Multi-Status`. Raises ProviderError for what is none."""
    root = _parsed(body)
    if root is None or root.tag != f"{DAV}multistatus":
        raise ProviderError("provider.not_understood")
    token = (root.findtext(f"{DAV}sync-token") or "").strip()
    resources = [found for part in root.iterchildren(f"{DAV}response") for found in _found(part)]
    return Answer(tuple(resources), token or None)


def conditions(body: bytes) -> frozenset[str]:
    """The names of the conditions in a `DAV:error`, empty for what is none (RFC 4918 section 16)."""
    root = _parsed(body)
    if root is None or root.tag != f"{DAV}error":
        return frozenset()
    return frozenset(child.tag for child in root.iterchildren("{*}*"))


def propfind(names: Sequence[str]) -> bytes:
    """Ask for these properties."""
    root = _element("propfind")
    root.append(_wanted(names))
    return _written(root)


def sync(token: str, names: Sequence[str]) -> bytes:
    """Ask for what has changed since this token (RFC 6578 section 3.2)."""
    root = _element("sync-collection")
    _add(root, f"{DAV}sync-token", token)
    _add(root, f"{DAV}sync-level", "1")
    root.append(_wanted(names))
    return _written(root)


def multiget(hrefs: Sequence[str], names: Sequence[str]) -> bytes:
    """Ask for these resources (RFC 4791 section 7.9)."""
    root = etree.Element(f"{CALDAV}calendar-multiget", nsmap=_PREFIXES)
    root.append(_wanted(names))
    for href in hrefs:
        _add(root, f"{DAV}href", href)
    return _written(root)


def in_time(since: int, until: int, names: Sequence[str]) -> bytes:
    """Ask for the events that overlap [since, until), in Unix seconds (RFC 4791 section 7.8)."""
    root, events = _query(names)
    etree.SubElement(events, f"{CALDAV}time-range", start=_utc(since), end=_utc(until))
    return _written(root)


def with_uid(uid: str, names: Sequence[str]) -> bytes:
    """Ask for the events with this iCalendar UID."""
    root, events = _query(names)
    prop = etree.SubElement(events, f"{CALDAV}prop-filter", name="UID")
    match = etree.SubElement(prop, f"{CALDAV}text-match", collation="i;octet")
    match.text = uid
    return _written(root)


def _query(names: Sequence[str]) -> tuple[etree._Element, etree._Element]:
    root = etree.Element(f"{CALDAV}calendar-query", nsmap=_PREFIXES)
    root.append(_wanted(names))
    calendar = etree.SubElement(
        etree.SubElement(root, f"{CALDAV}filter"), f"{CALDAV}comp-filter", name="VCALENDAR"
    )
    return root, etree.SubElement(calendar, f"{CALDAV}comp-filter", name="VEVENT")


def _found(part: etree._Element) -> Iterator[Found]:
    """One for each address: a response without properties may name several (RFC 4918 section 14.24)."""
    hrefs = [(element.text or "").strip() for element in part.iterchildren(f"{DAV}href")]
    status = _status(part.findtext(f"{DAV}status"))
    properties = {
        prop.tag: prop
        for propstat in part.iterchildren(f"{DAV}propstat")
        if _status(propstat.findtext(f"{DAV}status")) == _OK
        for group in propstat.iterchildren(f"{DAV}prop")
        for prop in group.iterchildren("{*}*")
    }
    failed = part.find(f"{DAV}error")
    named = () if failed is None else (child.tag for child in failed.iterchildren("{*}*"))
    for href in filter(None, hrefs):
        yield Found(href, status, properties, frozenset(named))


def _status(line: str | None) -> int:
    """The number in `HTTP/1.1 200 OK`. A response without a status is one that has properties."""
    words = (line or "").split()
    number = next((word for word in words if word.isascii() and word.isdigit() and len(word) == 3), "")
    return int(number) if number else _OK


def _parsed(body: bytes) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root.getroottree().docinfo.internalDTD is not None else root


def _element(name: str) -> etree._Element:
    return etree.Element(f"{DAV}{name}", nsmap=_PREFIXES)


def _wanted(names: Sequence[str]) -> etree._Element:
    prop = _element("prop")
    for name in names:
        etree.SubElement(prop, name)
    return prop


def _add(parent: etree._Element, name: str, value: str) -> None:
    etree.SubElement(parent, name).text = value


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _utc(instant: int) -> str:
    return datetime.fromtimestamp(instant, UTC).strftime("%Y%m%dT%H%M%SZ")
