"""The hard end of a connection."""

import socket

from webapp.lib.deadline import Deadline


def test_a_wait_ends_at_the_deadline() -> None:
    ours, _theirs = socket.socketpair()

    with ours, _theirs, Deadline(0.05) as deadline:
        deadline.follow(ours)
        received = ours.recv(1)

    assert (received, deadline.has_passed) == (b"", True)


def test_a_connection_made_too_late_is_cut_at_once() -> None:
    ours, theirs = socket.socketpair()

    with ours, theirs, Deadline(0) as deadline:
        deadline._timer.join()
        deadline.follow(ours)

        assert ours.recv(1) == b""


def test_traffic_in_time_is_left_alone() -> None:
    ours, theirs = socket.socketpair()

    with ours, theirs, Deadline(60) as deadline:
        deadline.follow(ours)
        theirs.sendall(b"x")

        assert ours.recv(1) == b"x"
    assert not deadline.has_passed
