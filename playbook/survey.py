"""What is found in the finished files of a site: a sum for each, and where everything in them leads.

A site is surveyed folder by folder, side by side if need be; ``verification`` then looks at all surveys together.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playbook import checksums
from playbook.references import References, references, style_loads

READ = (".css", ".html", ".svg", ".xml")
"""Files in which addresses stand that are looked at; those in scripts are not."""
Target = tuple[str, str]
"""A file of the site, relative to it, and a fragment, which may be empty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Survey:
    """Of some of a site's files."""

    checksums: Mapping[str, str]
    """Of each file, relative to the site."""
    links: int
    """How many addresses were looked at, those that stand on a page more than once counted once."""
    problems: tuple[str, ...]
    """What is wrong with the files by themselves, a line each."""
    outward: Mapping[Target, str]
    """What they lead to outside of these files, with one place where it stands, such as ``sv/index.html: '../x/'``."""
    alternates: Mapping[str, tuple[tuple[str, str], ...]]
    """By page, the languages and the files of the translations that it names."""

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(name.endswith("/index.html") for name in self.checksums)


@dataclass(frozen=True, kw_only=True, slots=True)
class FileSurvey:
    """What is found in one file: the same as long as the file, its name and the site's address are."""

    ids: tuple[str, ...] = ()
    """To which addresses with a fragment lead."""
    links: int = 0
    """As in Survey."""
    targets: tuple[tuple[str, str, str], ...] = ()
    """Where it leads in other files of the site: a file, a fragment, which may be empty, and an address that does."""
    alternates: tuple[tuple[str, str], ...] = ()
    """As in Survey."""
    problems: tuple[str, ...] = ()
    """As in Survey."""


Look = Callable[[], FileSurvey]


def survey(
    site: Path,
    files: Iterable[str],
    *,
    site_url: str,
    known: Callable[[str, str, Look], FileSurvey] = lambda name, digest, look: look(),
) -> Survey:
    """Survey some files of a site, named relative to it.

    ``site_url`` ends with a slash, or is empty; ``known`` is given a file's name, its sum and what looks into it, so
    that what was found in a file that has not changed can be remembered. Raises OSError.
    """
    sums: dict[str, str] = {}
    ids: dict[str, str] = {}
    wanted: dict[Target, tuple[str, str]] = {}
    alternates: dict[str, tuple[tuple[str, str], ...]] = {}
    problems: list[str] = []
    links = 0
    for name in files:
        if not name.endswith(READ):
            sums[name] = checksums.digest(site / name)
            continue
        data = (site / name).read_bytes()
        sums[name] = hashlib.sha256(data).hexdigest()
        found = known(name, sums[name], partial(look_into, name, data, site_url))
        ids[name] = _listed(found.ids)
        problems += found.problems
        links += found.links
        for file, fragment, address in found.targets:
            wanted.setdefault((file, fragment), (name, address))
        if found.alternates:
            alternates[name] = found.alternates
    problems += (
        f"{name}: '{address}' leads to no place on that page"
        for (file, fragment), (name, address) in wanted.items()
        if file in ids and not _has(ids[file], fragment)
    )
    outward = {target: f"{name}: '{address}'" for target, (name, address) in wanted.items() if target[0] not in sums}
    return Survey(checksums=sums, links=links, problems=tuple(problems), outward=outward, alternates=alternates)


def look_into(name: str, data: bytes, site_url: str) -> FileSurvey:
    """What is in one file, given as bytes."""
    text = data.decode(errors="replace")
    found = _references(name, text)
    ids = _listed(found.ids)
    problems = [*_alone(name, text, found, site_url)]
    every = (*found.links, *found.loads, *(address for _, address in found.alternates))
    leading = {address: resolved(name, address, site_url=site_url) for address in every}
    targets: dict[Target, str] = {}
    for address, target in leading.items():
        if target is None:
            continue
        if target[0] != name:
            targets.setdefault(target, address)
        elif not _has(ids, target[1]):
            problems.append(f"{name}: '{address}' leads to no place on the page")
    named = ((tag, leading[address]) for tag, address in found.alternates)
    return FileSurvey(
        ids=found.ids,
        links=len(every),
        targets=tuple((*target, address) for target, address in targets.items()),
        alternates=tuple(sorted((tag, target[0]) for tag, target in named if target)),
        problems=tuple(problems),
    )


def _alone(name: str, text: str, found: References, site_url: str) -> Iterator[str]:
    """What is wrong with a file whatever the others are."""
    if name.endswith(".html") and not text.rstrip().endswith("</html>"):
        yield f"{name}: the page has been cut"
    for address in found.loads:
        if is_foreign(address, site_url):
            yield f"{name}: '{address}' is fetched from another host"


_LISTED = re.compile(r"<loc>([^<]*)</loc>|\shref=\"([^\"]*)\"")


def _references(name: str, text: str) -> References:
    if name.endswith(".css"):
        loads = tuple(each for each in style_loads(text) if not each.startswith("#"))  # of the page that uses it
        return References(ids=(), links=(), loads=loads, alternates=())
    if name.endswith(".xml"):
        listed = dict.fromkeys("".join(found) for found in _LISTED.findall(text))
        return References(ids=(), links=tuple(listed), loads=(), alternates=())
    return references(text)


def _listed(ids: Iterable[str]) -> str:
    return "\n".join(("", *ids, ""))


def _has(ids: str, fragment: str) -> bool:
    return not fragment or fragment == "top" or f"\n{fragment}\n" in ids


# --- Addresses --------------------------------------------------------------------------------------------------------

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_HARMLESS = ("data:", "blob:", "about:")


def is_foreign(address: str, site_url: str) -> bool:
    """Whether an address is that of another host, or of a program."""
    address = address.strip()
    if not _SCHEME.match(address) or address.lower().startswith(_HARMLESS):
        return False
    return not (site_url and address.startswith(site_url))


def resolved(page: str, address: str, *, site_url: str) -> Target | None:
    """Where an address leads that stands on a page of the site; None when that is elsewhere."""
    address = address.strip()
    if site_url and address.startswith(site_url):
        address = f"/{address.removeprefix(site_url)}"
    elif _SCHEME.match(address):
        return None
    elif address.startswith("/"):
        above = urlsplit(site_url).path
        if not address.startswith(above or "/"):
            return None
        address = f"/{address.removeprefix(above)}" if above else address
    path, _, fragment = address.partition("#")
    path = path.partition("?")[0]
    fragment = unquote(fragment.partition(":~:")[0]) if fragment else ""
    if not path:
        return page, fragment
    return _file(page, unquote(path) if "%" in path else path), fragment


def _file(page: str, path: str) -> str:
    parts = [] if path.startswith("/") else page.split("/")[:-1]
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    if path.rpartition("/")[2] in ("", ".", ".."):
        parts.append("index.html")
    return "/".join(parts)


def root_files(site: Path, languages: Iterable[str]) -> Iterator[str]:
    """The files of a site that belong to no language."""
    folders = tuple(f"{folder}/" for folder in languages)
    return (name for name in checksums.files(site) if not name.startswith(folders))
