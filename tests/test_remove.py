"""What is removed goes from all languages, and nothing that is in use does."""

from __future__ import annotations

from pathlib import Path

import pytest

import projects
from mentioned import begin, contents, files, problems, run, text


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    begin(tmp_path)
    assert problems() == []
    return tmp_path


def test_what_is_in_use_stays_and_every_use_is_told(root: Path) -> None:
    before = contents(root)
    done = run("remove", "touchpoint", "ad", "--yes", "--gone")
    assert done.exit_code == 1
    places = [line for line in done.output.splitlines() if line.endswith(": refers to the touchpoint 'ad'")]
    assert len(places) == 11
    assert "content/da/journeys/buy.md:16:17: refers to the touchpoint 'ad'" in places
    assert "content/sv/journeys/buy.md:13:16: refers to the touchpoint 'ad'" in places
    assert "error: the touchpoint 'ad' is in use: 11 references\n" in done.output
    assert contents(root) == before


def test_a_page_in_the_navigation_is_in_use(root: Path) -> None:
    assert "mkdocs.yml:5:36: refers to the page 'about'\n" in run("remove", "page", "about").output


def unused(root: Path) -> None:
    """Take away what names the touchpoint 'ad'."""
    for language in ("da", "sv"):
        file = f"content/{language}/journeys/buy.md"
        head = text(root, file).split("---\n")[1].replace("    touchpoint: ad\n", "")
        projects.write(
            root, {file: f"---\n{head}---\nTekst.\n", f"content/{language}/about.md": files()["content/da/index.md"]}
        )
    (root / "content/sv/about.md").unlink()
    (root / "translations/sv/about.txt").unlink()
    run("translations", "accept", "--all")


def test_an_item_goes_from_all_languages_and_leaves_the_rest_as_it_was(root: Path) -> None:
    unused(root)
    assert run("remove", "touchpoint", "ad").output.endswith("to remove it, add --yes\n")
    asked = run("remove", "touchpoint", "ad", "--yes")
    assert asked.exit_code == 1
    assert (
        "the address of the touchpoint 'ad' was published\n  hint: say where it leads: --to ID, or --gone"
        in asked.output
    )
    done = run("remove", "touchpoint", "ad", "--yes", "--to", "website")
    assert done.exit_code == 0, done.output
    assert text(root, "content/sv/touchpoints/all.md") == (
        "---\ntranslates: da\ntitle: Kontaktpunkter\ntouchpoints:\n"
        "  -\n    # Sajten\n    id: website\n    title: Webbplats\n# Slut\n---\n"
    )
    assert "touchpoint ad -> website\n" in text(root, "published.txt")
    assert "touchpoints.ad." not in text(root, "translations/sv/touchpoints/all.txt")
    assert "error[" not in run("check").output


def test_the_last_item_goes_and_what_follows_the_list_stays(root: Path) -> None:
    unused(root)
    for language in ("da", "sv"):
        file = f"content/{language}/journeys/buy.md"
        projects.write(root, {file: text(root, file).replace("    touchpoint: website\n", "")})
    assert run("remove", "touchpoint", "website", "--yes", "--gone").exit_code == 0
    assert text(root, "content/sv/touchpoints/all.md") == (
        "---\ntranslates: da\ntitle: Kontaktpunkter\ntouchpoints:\n"
        "  # Annons\n  - id: 'ad'\n    title: Annons\n# Slut\n---\n"
    )
    assert run("remove", "touchpoint", "ad", "--yes", "--gone").exit_code == 0
    assert not (root / "content/da/touchpoints").exists()
    assert not (root / "translations/sv/touchpoints").exists()
    assert "touchpoint ad gone\ntouchpoint website gone\n" in text(root, "published.txt")


def test_a_file_goes_with_its_translations_and_ledgers(root: Path) -> None:
    projects.write(root, {f"content/{each}/about.md": "---\ntitle: Om\n---\n" for each in ("da",)})
    (root / "content/sv/about.md").unlink()
    (root / "translations/sv/about.txt").unlink()
    done = run("remove", "journey", "buy", "--yes", "--to", "page:index")
    assert done.exit_code == 0, done.output
    assert not (root / "content/sv/journeys").exists()
    assert not (root / "translations/sv/journeys").exists()
    assert "journey buy -> page index\n" in text(root, "published.txt")
    assert "warning[unused-touchpoint]" in done.output


def test_an_item_in_brackets_is_left_to_the_editor(root: Path) -> None:
    unused(root)
    inline = "---\ntranslates: da\ntitle: Kontaktpunkter\ntouchpoints: [{id: ad, title: Annons}]\n---\n"
    projects.write(root, {"content/sv/touchpoints/all.md": inline})
    before = contents(root)
    done = run("remove", "touchpoint", "ad", "--yes", "--gone")
    assert done.exit_code == 1
    assert "content/sv/touchpoints/all.md:4:15 stands in a list in brackets\n" in done.output
    assert contents(root) == before
