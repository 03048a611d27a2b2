"""The web server's worker: waitress within gunicorn.

gunicorn keeps the socket, starts and stops the processes, and replaces one that dies. Within a process waitress reads
requests and writes answers in one loop, and hands only whole requests to a few threads: a client that sends or reads
slowly, or sends nothing at all, costs memory and no thread. Why these two together:
`docs/decisions/0007-a-server-that-waits.md`.
"""

import os
import resource
import socket
import time
from typing import Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, Task, ThreadedTaskDispatcher, WSGITask

import config
from webapp import unreadable_requests
from webapp.lib import clock

IDLE_SECONDS = 75  # longer than clients keep a connection: none is closed just before its next use
HEAD_SECONDS = 20  # from the first byte of a request to the end of its headers
BODY_SECONDS = 60  # from the first byte of a request to its last
LINGER_SECONDS = 5  # what is still sent of a request that was refused is read, and thrown away
STOP_SECONDS = 8  # for requests in progress when the server stops; less than gunicorn grants
QUIET_SECONDS = 0.3  # nothing arrived for so long: whoever had called has been heard
HEADER_BYTES_AT_MOST = 16_384  # the request's address among them
CONNECTIONS_AT_MOST = 4000  # of one process
FILES_OF_OTHERS = 256  # descriptors that database, log and files may need beside the connections
TICK_SECONDS = 1.0


class WebWorker(Worker):
    """One web process: waitress on gunicorn's sockets."""

    def run(self) -> None:
        """Serve until gunicorn says stop, then answer what is in progress."""
        self._map: dict[int, Any] = {}
        self._servers = self._listen()
        while self.alive and self.ppid == os.getppid():
            self.notify()
            self._poll(TICK_SECONDS)
        self._finish()

    def handle_exit(self, sig: int, frame: Any) -> None:
        """SIGTERM: leave the loop at once instead of at its next tick."""
        super().handle_exit(sig, frame)
        for server in getattr(self, "_servers", ()):
            server.pull_trigger()

    def _listen(self) -> list["Server"]:
        settings = Adjustments(
            threads=self.cfg.threads,
            ident=None,
            cleanup_interval=1,
            recv_bytes=65_536,
            connection_limit=_connections_at_most(),
            asyncore_use_poll=True,
            max_request_header_size=HEADER_BYTES_AT_MOST,
            max_request_body_size=config.MAX_UPLOAD_BYTES + 1,
            clear_untrusted_proxy_headers=False,  # create_app judges them by OPENSLOT_PROXIES
            log_socket_errors=False,
            log_untrusted_proxy_headers=False,
        )
        threads = ThreadedTaskDispatcher()
        threads.queue_logger.setLevel("ERROR")  # a queue is what a busy server has
        threads.set_thread_count(settings.threads)
        return [
            Server(
                self.wsgi,
                map=self._map,
                _sock=listener.sock,
                dispatcher=threads,
                adj=settings,
                bind_socket=False,
                sockinfo=(listener.sock.family, None, None, listener.sock.getsockname()),
            )
            for listener in self.sockets
        ]

    def _poll(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    def _finish(self) -> None:
        """Hear who has called already, answer them, and close every connection."""
        give_up_at = time.monotonic() + STOP_SECONDS
        quiet_at = time.monotonic() + QUIET_SECONDS
        for server in self._servers:
            server.is_stopping = True
        while time.monotonic() < min(quiet_at, give_up_at):
            before = sum(server.arrivals for server in self._servers)
            self._poll(QUIET_SECONDS / 4)
            if sum(server.arrivals for server in self._servers) > before:
                quiet_at = time.monotonic() + QUIET_SECONDS
        for server in self._servers:
            server.stop_listening()
        while time.monotonic() < give_up_at and any(server.is_busy for server in self._servers):
            self.notify()
            self._poll(QUIET_SECONDS / 4)


class _Farewell(Task):
    """An answer says how long the connection stays, and closes it when the server stops."""

    def build_response_header(self) -> bytes:
        if self.channel.server.is_stopping:
            self.set_close_on_finish()
        elif not self.close_on_finish and self.request.version == "1.1":
            self.response_headers.append(("Keep-Alive", f"timeout={IDLE_SECONDS}"))
        header: bytes = super().build_response_header()
        return header


class _Answer(_Farewell, WSGITask):
    """The application's answer."""


class _Refusal(_Farewell, ErrorTask):
    """The answer to what cannot be read."""

    def execute(self) -> None:
        self.channel.was_refused = True
        status = unreadable_requests.status_of(
            self.request.error, is_address_whole=self.request.is_address_whole
        )
        base_url = self.channel.server.application.config["BASE_URL"]
        self.status, headers, body = unreadable_requests.answer(status, base_url=base_url)
        self.response_headers.extend(headers)
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Request(HTTPRequestParser):
    """A request as it arrives."""

    is_address_whole = False  # waitress does not tell a long address from long headers

    def received(self, data: bytes) -> int:
        room = self.adj.max_request_header_size - self.header_bytes_received
        self.is_address_whole = self.is_address_whole or b"\n" in data[: max(0, room)]
        consumed: int = super().received(data)
        return consumed

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.version not in ("1.0", "1.1"):
            raise ParsingError("not a version of HTTP that is spoken here")


class Connection(HTTPChannel):
    """One client's connection; it knows since when the request that arrives now is arriving."""

    parser_class = _Request
    task_class = _Answer
    error_task_class = _Refusal
    arriving_since = 0
    was_refused = False
    lingering_since: int | None = None

    def handle_write(self) -> None:
        if self.was_refused and self.close_when_flushed and not self.total_outbufs_len:
            self._linger()
        else:
            super().handle_write()

    def _linger(self) -> None:
        # Closed at once, what is still being sent would make the network drop our answer before it is read.
        self.close_when_flushed = False
        self.lingering_since = clock.now()
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.will_close = True

    def received(self, data: bytes) -> bool:
        if self.lingering_since is not None:
            return False
        before = self.request
        self.server.arrivals += 1
        if before is None:
            self.arriving_since = clock.now()
        taken: bool = super().received(data)
        if self.request is not before:
            self.arriving_since = clock.now()
        return taken

    def is_over(self, now: float) -> bool:
        """Whether it has had its time: for the headers, the body, or its next request."""
        if self.requests:
            return False
        if self.lingering_since is not None:
            return self.lingering_since < now - LINGER_SECONDS
        if self.request is None:
            return bool(self.last_activity < now - IDLE_SECONDS)
        seconds = BODY_SECONDS if self.request.headers_finished else HEAD_SECONDS
        return self.arriving_since < now - seconds

    @property
    def is_busy(self) -> bool:
        """Whether a request is arriving, being answered, or its answer being sent."""
        return bool(self.requests or self.request is not None or self.total_outbufs_len)


class Server(TcpWSGIServer):
    """Accepts connections and closes those that had their time."""

    channel_class = Connection
    is_stopping = False
    arrivals = 0  # how often something arrived

    def handle_accept(self) -> None:
        before = len(self.active_channels)
        super().handle_accept()
        self.arrivals += len(self.active_channels) > before

    def maintenance(self, now: float) -> None:
        """Close what had its time. When no connection is left for others, close those that wait the longest."""
        for connection in list(self.active_channels.values()):
            if connection.is_over(now):
                connection.will_close = True
        if self.in_connection_overflow:
            waiting = [found for found in self.active_channels.values() if not found.requests]
            waiting.sort(key=lambda connection: connection.last_activity)
            for connection in waiting[: max(1, len(waiting) // 10)]:
                connection.will_close = True

    @property
    def is_busy(self) -> bool:
        return any(connection.is_busy for connection in list(self.active_channels.values()))

    def stop_listening(self) -> None:
        """Accept nobody any more, and close the connections on which nothing happens."""
        self.accepting = False
        self.del_channel()
        self.socket.close()
        for connection in list(self.active_channels.values()):
            if not connection.is_busy:
                connection.will_close = True


def _connections_at_most() -> int:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = CONNECTIONS_AT_MOST + FILES_OF_OTHERS
    files = enough if hard == resource.RLIM_INFINITY else min(hard, enough)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    return max(files - FILES_OF_OTHERS, files // 2)
