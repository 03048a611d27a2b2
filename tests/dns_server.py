"""A name server on this machine that answers from a few records, in real packets."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.rrset

Records = Mapping[tuple[str, str], list[str]]  # name without its last dot, type -> values as in a zone file


@contextmanager
def answering_names(records: Records) -> Iterator[dns.resolver.Resolver]:
    """A resolver that asks this server and no other."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=_serve, args=(door, records), daemon=True)
        thread.start()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers, resolver.port = ["127.0.0.1"], door.getsockname()[1]
        yield resolver
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", door.getsockname())  # ends it
        thread.join()


def _serve(door: socket.socket, records: Records) -> None:
    while True:
        packet, sender = door.recvfrom(4096)
        if not packet:
            return
        question = dns.message.from_wire(packet)
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        asked = question.question[0]
        name, kind = asked.name.to_text().rstrip("."), dns.rdatatype.to_text(asked.rdtype)
        values = records.get((name, kind))
        if values is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        else:
            answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *values))
        door.sendto(answer.to_wire(), sender)
