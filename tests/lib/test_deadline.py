"""A connection is shut down when its time runs out."""

import socket
from collections.abc import Iterator

import pytest

from tests.waiting import HANG_SECONDS, wait_for
from webapp.lib.deadline import Deadline


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    ours.settimeout(HANG_SECONDS)
    with ours, theirs:
        yield ours, theirs


def test_a_wait_ends_at_the_deadline(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, _ = pair

    with Deadline(0.05) as deadline:
        deadline.follow(ours)
        received = ours.recv(1)

    assert (received, deadline.has_passed) == (b"", True)


def test_a_connection_made_too_late_is_cut_at_once(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, _ = pair

    with Deadline(0) as deadline:
        wait_for(lambda: deadline.has_passed, what=lambda: "the deadline never passed")
        deadline.follow(ours)

        assert ours.recv(1) == b""


def test_traffic_in_time_is_left_alone(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair

    with Deadline(HANG_SECONDS) as deadline:
        deadline.follow(ours)
        theirs.sendall(b"x")

        assert ours.recv(1) == b"x"
    assert not deadline.has_passed


def test_a_deadline_that_is_renewed_counts_anew(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair

    with Deadline(0.2) as deadline:
        deadline.follow(ours)
        deadline.renew(HANG_SECONDS)
        theirs.settimeout(0.5)
        with pytest.raises(TimeoutError):
            theirs.recv(1)  # nothing has shut it down meanwhile
        assert not deadline.has_passed
        deadline.renew(0.05)

        assert (ours.recv(1), deadline.has_passed) == (b"", True)
