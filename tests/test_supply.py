"""What the program is made of: locked with hashes, past known advisories, licensed, and no binary in the repository."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-test.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BINARY = frozenset({"png", "woff2"})
"""Kinds of files that may be no text; there is none of them today."""
FREE = re.compile(r"MIT|BSD|Apache|MPL|Mozilla Public|PSF|Python Software Foundation", re.IGNORECASE)
_LOCKED = re.compile(
    r"^(?P<name>[a-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^ ;\\\n]+)(?: ; [^\\\n]+?)?"
    r"(?P<hashes>(?: \\\n {4}--hash=\S+)+)",
    re.MULTILINE,
)


def locked(lock: str) -> list[re.Match[str]]:
    return list(_LOCKED.finditer((ROOT / lock).read_text(encoding="utf-8")))


def floors() -> dict[str, Version]:
    lines = (ROOT / "docs" / "advisories.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    assert all(len(row) >= 3 and all(re.match(r"(?:CVE|GHSA|PYSEC)-", id_) for id_ in row[2:]) for row in rows)
    assert [row[0] for row in rows] == sorted({row[0] for row in rows})
    return {row[0]: Version(row[1]) for row in rows}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_locked_with_the_hashes_of_wheels_for_several_systems(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    found = locked(lock)
    assert len(found) == len(re.findall(r"^[a-zA-Z]", text, re.MULTILINE)), "every line that names a package"
    for each in found:
        assert re.findall(r"--hash=(\w+):", each["hashes"]), each["name"]
        assert set(re.findall(r"--hash=(\w+):", each["hashes"])) == {"sha256"}, each["name"]
    for native in ("pydantic-core", "pyyaml", "markupsafe", "pagefind-bin", "quickjs-ng"):
        hashes = next(each["hashes"] for each in found if each["name"] == native)
        assert hashes.count("--hash=") > 5, f"{native}: wheels for Linux, macOS and Windows"


def test_both_lock_files_name_the_same_versions() -> None:
    built, tested = ({(each["name"], each["version"]) for each in locked(lock)} for lock in LOCKS)
    assert built <= tested


@pytest.mark.parametrize("lock", LOCKS)
def test_nothing_that_is_locked_has_a_known_advisory(lock: str) -> None:
    lowest = floors()
    old = [
        each[0].split()[0] for each in locked(lock) if Version(each["version"]) < lowest.get(each["name"], Version("0"))
    ]
    assert old == []


def test_what_is_asked_for_keeps_out_versions_with_known_advisories() -> None:
    lowest = floors()
    for each in map(Requirement, PROJECT["project"]["dependencies"]):
        name = canonicalize_name(each.name)
        if name in lowest:
            floor = next(Version(one.version) for one in each.specifier if one.operator == ">=")
            assert floor >= lowest[name], f"{name} may be older than {lowest[name]}"
    names = {each["name"] for lock in LOCKS for each in locked(lock)}
    assert set(lowest) <= names, "an advisory for a package that is not used any more"


def test_the_listed_licences_are_those_of_the_packages() -> None:
    made = subprocess.run(
        [sys.executable, "tools/licences.py"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    written = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    assert made == written, "run: python tools/licences.py > docs/licences.md"
    rows = re.findall(r"^\| ([a-z0-9._-]+) \| (.*) \|$", written, re.MULTILINE)
    assert {name for name, _ in rows} == {each["name"] for each in locked("requirements.txt")}
    assert [row for row in rows if not FREE.search(row[1])] == []


def test_no_binary_is_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    files = [ROOT / name for name in listed.decode().split("\0") if name]
    assert files
    for path in files:
        if path.is_file() and path.suffix.lstrip(".") not in BINARY:
            data = path.read_bytes()
            assert b"\0" not in data, path
            data.decode()  # all text is UTF-8
        assert not path.is_symlink(), path


@pytest.mark.parametrize(
    ("package", "file"),
    [
        ("mermaid-render", "mermaid_render/pele/pele.global.js"),
        ("mermaidx", "mermaidx/assets/mermaid.js"),
        ("mkdocs-material", "material/templates/assets/javascripts/bundle.*.min.js"),
        ("pagefind-bin", "pagefind_bin/pagefind*"),
    ],
)
def test_the_programs_inside_packages_are_where_the_documentation_says(package: str, file: str) -> None:
    folder = Path(str(distribution(package).locate_file("")))
    assert list(folder.glob(file)), file
    documented = (ROOT / "docs" / "supply-chain.md").read_text(encoding="utf-8")
    assert file in documented
    assert package in documented
