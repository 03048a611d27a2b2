"""What each command of `run` does."""

import os
from collections.abc import Callable
from typing import NoReturn

import config
from launcher.installing import RUNTIME, TESTS, install
from launcher.preparing import DEMO_FILE, check_demo, check_port, check_sqlite, locked, prepare
from launcher.programs import PYTHON, become, call, child_environment, refuse, test_environment
from launcher.serving import Stop, stop_on_signals, watch

LINTERS = ("ruff format --check .", "ruff check .", "mypy", "mypy run")


def main(arguments: list[str], *, usage: str) -> int:
    """Run the command in the first argument. The exit code is the command's own, or 2 when it refuses to start."""
    name, options = (arguments[0], arguments[1:]) if arguments else ("serve", [])
    command = COMMANDS.get(name)
    if command is None:
        print(usage)
        return 0 if name in ("-h", "--help", "help") else 2
    try:
        return command(options)
    except config.SettingError as problem:
        refuse(str(problem))
    except (Stop, KeyboardInterrupt):
        return 0


def serve(_options: list[str]) -> int:
    """Start the web server and the worker, say where they are, and watch them."""
    settings = config.Settings.from_environment(os.environ)
    check_sqlite()
    stop_on_signals()
    check_port(settings)
    config.make_data_folder(settings.data)
    check_demo(settings)
    with locked(settings.data):
        is_known = (settings.data / DEMO_FILE).is_file()
        install(RUNTIME)
        prepare(settings)
        return watch(settings, show_secrets=not is_known)


def test(options: list[str]) -> NoReturn:
    """Run pytest on two processes, without the slow tests unless a `-m` asks for them."""
    install(RUNTIME)
    install(TESTS)
    environment = test_environment()
    call([PYTHON, "-m", "tests.chromium"], environment)
    defaults = [] if _is_given("-m", options) else ["-m", "not slow"]
    # Each process begins with one half of the list, and takes from the other's end: a file's servers start once.
    defaults += [] if _is_given("-n", options) else ["-n", "2", "--dist", "worksteal"]
    become(["pytest", *defaults, *options], environment)


def lint(_options: list[str]) -> int:
    """Check format, rules and types. All checks run, even when the first fails."""
    install(RUNTIME)
    install(TESTS)
    return max(call([PYTHON, "-m", *linter.split()], test_environment()) for linter in LINTERS)


def bench(options: list[str]) -> NoReturn:
    """Run the measurement of that name, or all of them. One fills in its databases with what the tests have."""
    install(RUNTIME)
    install(TESTS)
    become(["bench", *options], child_environment())


def flask(options: list[str]) -> NoReturn:
    """Run a flask command in the environment and with the settings of the server."""
    config.make_data_folder(config.Settings.from_environment(os.environ).data)
    install(RUNTIME)
    become(["flask", *options], child_environment())


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "serve": serve,
    "test": test,
    "lint": lint,
    "bench": bench,
    "flask": flask,
}


def _is_given(option: str, options: list[str]) -> bool:
    """Whether a short option of pytest is among the options, as `-n 4` or `-n4`."""
    return any(argument.startswith(option) for argument in options)
