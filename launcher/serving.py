"""Start the web server and the worker, watch them until either ends, and stop both."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import config
from launcher.programs import PROJECT, PYTHON, call, child_environment
from launcher.readiness import readiness, welcome

READY_SECONDS = 120  # a slow machine that is busy needs most of a minute
REQUEST_SECONDS = 10  # what a request in progress gets to finish when the server stops
STOP_SECONDS = 20
POLL_SECONDS = 0.05
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)

Children = Mapping[str, subprocess.Popen[bytes]]


class Stop(Exception):
    """Ctrl-C, or a signal to stop."""


def stop_on_signals() -> None:
    """Raise Stop on the signals that end a program. Under nohup SIGHUP stays ignored."""

    def stop_now(_number: int, _frame: object) -> NoReturn:
        raise Stop

    signal.signal(signal.SIGINT, stop_now)
    signal.signal(signal.SIGTERM, stop_now)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, stop_now)


def watch(settings: config.Settings, *, show_secrets: bool) -> int:
    """Run both processes until either ends by itself (exit code 1) or Stop is raised.

    `show_secrets`: whether the demo's password and API key are printed.
    """
    environment = child_environment()
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        children["web server"] = _start(_web_server(settings), environment)
        children["worker"] = _start([PYTHON, "-m", "flask", "worker"], environment)
        if not _wait_until_ready(settings, children):
            return 1
        print(welcome(settings, show_secrets=show_secrets), flush=True)
        if settings.environment == "production":
            call([PYTHON, "-m", "flask", "first-start"], environment)
        while not _is_ended(children):
            time.sleep(POLL_SECONDS)
        return 1
    finally:
        _stop(children)


def _web_server(settings: config.Settings) -> list[str | Path]:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    command: list[str | Path] = [PYTHON, "-m", "gunicorn", "wsgi:app", "--bind", f"{host}:{settings.port}"]
    command += ["--worker-class", "webapp.web_worker.WebWorker"]
    command += ["--workers", str(settings.web_processes), "--threads", str(config.WEB_THREADS)]
    command += ["--graceful-timeout", str(REQUEST_SECONDS), "--log-level", "warning", "--no-control-socket"]
    return command


def _start(command: list[str | Path], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a child process. On Linux it ends with us, even when we are killed and cannot stop it."""
    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
    die_with_parent = (lambda: prctl(DIE_WITH_PARENT, signal.SIGTERM)) if prctl else None
    return subprocess.Popen(command, cwd=PROJECT, env=environment, preexec_fn=die_with_parent)


def _wait_until_ready(settings: config.Settings, children: Children) -> bool:
    give_up_at = time.monotonic() + READY_SECONDS
    reason = "no answer"
    while time.monotonic() < give_up_at:
        if _is_ended(children):
            return False
        is_ready, reason = readiness(settings)
        if is_ready:
            return True
        time.sleep(POLL_SECONDS)
    print(f"openslot: not ready after {READY_SECONDS} seconds: {reason}", file=sys.stderr)
    return False


def _is_ended(children: Children) -> bool:
    """Whether a child process ended by itself. Prints which."""
    for name, child in children.items():
        if child.poll() is not None:
            print(f"openslot: the {name} ended with exit code {child.returncode}; stopping", file=sys.stderr)
            return True
    return False


def _stop(children: Children) -> None:
    """Let the children finish their work, and kill those that take too long. Further signals are ignored."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for child in children.values():
        child.terminate()
    give_up_at = time.monotonic() + STOP_SECONDS
    for child in children.values():
        try:
            child.wait(max(0, give_up_at - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
