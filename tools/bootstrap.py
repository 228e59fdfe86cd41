"""Make .venv and install what the lock files name, where something is missing. `make` runs it; Python is enough."""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "bootstrap.json"
"""What .venv holds: the place it was made for, and a digest of each file it was installed from."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

WANTED = {
    "DEBIAN_FRONTEND": "noninteractive",
    "PIP_CONSTRAINT": os.devnull,
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_REQUIRE_HASHES": "0",
    "PIP_USER": "0",
}
UNWANTED = {"PIP_DRY_RUN", "PIP_PREFIX", "PIP_PYTHON", "PIP_ROOT", "PIP_TARGET", "PYTHONPATH"}


class BootstrapError(Exception):
    """This machine lacks something; the text says what to do."""


def main() -> int:
    """Bring .venv up to date; the exit code is 0, or 3 when this machine lacks something, 130 when interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--test", action="store_true", help="install what the tests need too, and a browser")
    options = parser.parse_args()
    try:
        make_environment()
        install("requirements-test.txt" if options.test else "requirements.txt")
        if options.test:
            ensure_browser()
    except BootstrapError as error:
        print(f"bootstrap: {error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130
    return 0


# --- The environment --------------------------------------------------------------------------------------------------


def make_environment() -> None:
    """Create .venv, unless the one that is there was made to its end, in this folder, with this Python."""
    place = [sys.implementation.cache_tag, sys.base_prefix, str(ROOT)]
    if PYTHON.exists() and read_stamp().get("place") == place:
        return
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        package = "python{}.{}-venv".format(*sys.version_info)
        if not apt_install(package):
            raise BootstrapError(f"this Python cannot make environments: install {package}, or use `make PYTHON=…`")
    say(f"making .venv with Python {sys.version.split()[0]}")
    if VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    with tempfile.TemporaryDirectory() as folder:
        project = ROOT
        if os.pathsep in str(ROOT):  # venv refuses such a path; it needs to be right for `activate` only
            project = Path(folder, "project")
            project.symlink_to(ROOT, target_is_directory=True)
        must_run([sys.executable, "-m", "venv", str(project / VENV.name)], otherwise="could not make .venv")
    write_stamp({"place": place})


def install(requirements: str) -> None:
    """Install the packages of a lock file, then the project itself, each only if its file has changed."""
    stamp = read_stamp()
    locked = ["--require-hashes", "--only-binary", ":all:", "--requirement", requirements]
    project = ["--no-deps", "--no-build-isolation", "--editable", "."]
    for file, arguments in ((requirements, locked), ("pyproject.toml", project)):
        digest = hashlib.sha256((ROOT / file).read_bytes()).hexdigest()
        if stamp.get(file) == digest:
            continue
        say(f"installing from {file}")
        STAMP.unlink()  # what is broken off here is made anew next time
        must_run([str(PYTHON), "-I", "-m", "pip", "install", *arguments], otherwise=f"could not install from {file}")
        stamp[file] = digest
        write_stamp(stamp)


def read_stamp() -> dict[str, object]:
    """The stamp, empty when .venv is half made or not there."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp: dict[str, object]) -> None:
    """Note what is done, whole or not at all."""
    new = STAMP.with_suffix(".new")
    new.write_text(json.dumps(stamp, indent=1), "utf-8")
    new.replace(STAMP)


# --- Debian's packages ------------------------------------------------------------------------------------------------


def ensure_browser() -> None:
    """Find or install what the browser tests need; without it they fail and say so themselves."""
    missing = []
    if not os.environ.get("CHROMIUM") and not any(map(shutil.which, BROWSERS)):
        missing.append("chromium")
    if sys.platform == "linux" and not can_load("libatomic.so.1"):  # Playwright's own program is linked to it
        missing.append("libatomic1")
    if missing and not apt_install(*missing):
        say(f"the browser tests will fail: install {' and '.join(missing)} (or set CHROMIUM to the path of a Chromium)")


def can_load(library: str) -> bool:
    """Whether the system has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(*packages: str) -> bool:
    """Install Debian packages, where there is apt-get and we may use it; whether that worked."""
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    if shutil.which("apt-get") is None:
        return False
    if os.geteuid() != 0:
        if shutil.which("sudo") is None or run(["sudo", "-n", "true"]).returncode:
            return False
        apt = ["sudo", "-n", *apt]
    say(f"installing {' and '.join(packages)} with apt-get")
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = run([*apt, *arguments])
        if done.returncode:
            say(f"apt-get {arguments[0]} failed: " + (done.stdout.strip().splitlines() or ["it does not say why"])[-1])
            return False
    return True


# --- Running programs -------------------------------------------------------------------------------------------------


def must_run(command: list[str], *, otherwise: str) -> None:
    """Run a program; when it fails, show what it printed and give up."""
    done = run(command)
    if done.returncode:
        sys.stderr.write(done.stdout)
        raise BootstrapError(otherwise)


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a program in the project's folder, in silence.

    It gets the caller's environment, without what would make pip install something else or elsewhere: where packages
    come from (index, proxy, certificates) is the machine's business, which ones is the lock file's.
    """
    return subprocess.run(
        command,
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in UNWANTED} | WANTED,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def say(text: str) -> None:
    """One line a step."""
    print(f"bootstrap: {text}", flush=True)


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        sys.exit("bootstrap: Python {}.{} or newer is needed, try `make PYTHON=python3.13 …`".format(*OLDEST))
    sys.exit(main())
