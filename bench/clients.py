"""How long others wait while clients hold the server up: `./run bench clients`.

Starts `./run` in a folder of its own, and beside it a process that holds connections of each kind for as long as the
measurement lasts, a minute at most, all on loopback. Meanwhile a probe asks `/healthz` and a guest books. The times
are seconds on this machine, for people to read. Tests check only the order: the probe and the guest are answered while
the other connections are still open.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SECONDS_AT_MOST = 60
PROBES = 10
READY_WITHIN = 120
CROWDS = {
    "half-sent headers": 40,
    "dripping bodies": 18,
    "slow readers": 50,
    "silent": 500,
    "kept alive": 200,
}
HEAD = b"POST /v3/scheduling/bookings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


def main(_arguments: list[str]) -> None:
    """Print a row for nobody, for each crowd, and for all of them at once."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as demo:
        print(f"{'who else is there':<20} {'/healthz median':>16} {'slowest':>8} {'a booking':>10}")
        for crowd in ({}, *({name: size} for name, size in CROWDS.items()), CROWDS):
            name = (
                " + ".join(f"{size} {kind}" for kind, size in crowd.items())
                if len(crowd) < 2
                else "all of them"
            )
            with crowding(demo["base_url"], crowd):
                probes, booking = probed(demo)
            print(
                f"{name or 'nobody':<20} {probes[PROBES // 2]:>14.3f} s {probes[-1]:>6.3f} s {booking:>8.3f} s"
            )


def probed(demo: dict[str, Any]) -> tuple[list[float], float]:
    """Seconds of each `/healthz`, sorted, and of looking for a slot and booking it."""
    probes = sorted(_timed(lambda: _read(f"{demo['base_url']}/healthz")) for _ in range(PROBES))
    return probes, _timed(lambda: book(demo))


def book(demo: dict[str, Any]) -> str:
    """Book the first free slot as any guest would over the API. Returns the booking's id."""
    page = f"{demo['base_url']}/v3/scheduling"
    query = f"configuration_id={demo['configuration_id']}"
    now = int(time.time())
    free = json.loads(_read(f"{page}/availability?{query}&start_time={now}&end_time={now + 2_000_000}"))
    slot = free["data"]["time_slots"][0]
    booking = {
        "start_time": slot["start_time"],
        "end_time": slot["end_time"],
        "guest": {"name": "Priya Raman", "email": "priya@example.com"},
    }
    answer = json.loads(_read(f"{page}/bookings?{query}", body=json.dumps(booking).encode()))
    return str(answer["data"]["booking_id"])


@contextmanager
def crowding(base_url: str, crowd: dict[str, int]) -> Iterator[None]:
    """A process that holds these connections, until the block ends or a minute has passed."""
    command = [sys.executable, "-m", "bench.clients", "--hold", base_url, json.dumps(crowd)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        try:
            assert holder.stdout is not None
            if holder.stdout.readline().strip() != "holding":
                raise RuntimeError("the crowd could not connect")
            yield
            if holder.poll() is not None:
                raise RuntimeError("the crowd left before the measurement was over")
        finally:
            holder.kill()


def hold(base_url: str, crowd: dict[str, int]) -> None:
    """Open the connections, print `holding`, and let each kind go on with what it does."""
    host, _, port = base_url.partition("://")[2].partition(":")
    if not host.startswith("127."):
        raise ValueError("connections are held on loopback only")
    address = (host, int(port.strip("/")))
    opened = {kind: [connected(address, kind) for _ in range(size)] for kind, size in crowd.items()}
    print("holding", flush=True)
    give_up_at = time.monotonic() + SECONDS_AT_MOST
    while time.monotonic() < give_up_at:
        time.sleep(5)
        for connection in opened.get("half-sent headers", []):
            _drip(connection, b"X-Slow: 1\r\n")
        for connection in opened.get("dripping bodies", []):
            _drip(connection, b" ")
        for connection in opened.get("slow readers", []):
            _sip(connection)


def connected(address: tuple[str, int], kind: str, *, path: str = "/intro-call") -> socket.socket:
    """A connection of a client of this kind; `path` is what the slow readers ask for."""
    connection = socket.socket()
    if kind == "slow readers":
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    connection.settimeout(SECONDS_AT_MOST)
    connection.connect(address)
    if kind == "half-sent headers":
        connection.sendall(HEAD)
    elif kind == "dripping bodies":
        connection.sendall(HEAD + b"Content-Length: 100000\r\n\r\n{")
    elif kind == "slow readers":
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 4)
    elif kind == "kept alive":
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = HTTPResponse(connection)
        answer.begin()
        answer.read()
    return connection


def _drip(connection: socket.socket, some: bytes) -> None:
    try:
        connection.sendall(some)
    except OSError:
        return  # the server has closed the connection


def _sip(connection: socket.socket) -> None:
    try:
        connection.recv(16)
    except OSError:
        return


@contextmanager
def serving(folder: Path) -> Iterator[dict[str, Any]]:
    """`./run` on a free port; gives what is in its demo.json."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    settings = {"PORT": str(port), "OPENSLOT_DATA": str(data), "RATELIMIT_ENABLED": "false"}
    with ExitStack() as stack:
        log = stack.enter_context((folder / "log").open("wb"))
        server = stack.enter_context(
            subprocess.Popen([ROOT / "run"], env={**os.environ, **settings}, stdout=log, stderr=log)
        )
        stack.callback(server.send_signal, signal.SIGTERM)
        give_up_at = time.monotonic() + READY_WITHIN
        while b"is ready" not in (folder / "log").read_bytes():
            if server.poll() is not None or time.monotonic() > give_up_at:
                raise RuntimeError((folder / "log").read_text())
            time.sleep(0.1)
        yield json.loads((data / "demo.json").read_text())


def _read(address: str, *, body: bytes | None = None) -> bytes:
    headers = {"Content-Type": "application/json"} if body else {}
    request = urllib.request.Request(address, data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=SECONDS_AT_MOST) as answer:
        whole: bytes = answer.read()
        return whole


def _timed(work: Any) -> float:
    before = time.monotonic()
    work()
    return time.monotonic() - before


if __name__ == "__main__":
    if sys.argv[1:2] == ["--hold"]:
        hold(sys.argv[2], json.loads(sys.argv[3]))
    else:
        main(sys.argv[1:])
