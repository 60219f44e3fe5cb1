"""What the documents promise: links lead somewhere, the picture shows every room, version and licence are said once."""

import re
import tomllib
from pathlib import Path

import pytest

from metrics.version import VERSION
from store.__main__ import main

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_documents_leads_to_a_file_and_a_heading(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", page.read_text(encoding="utf-8"))
    for path, heading in links:
        target = page.parent / path if path else page
        assert target.exists(), f"{page.name}: {path}"
        if heading:
            titles = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {title.lower().replace(" ", "-") for title in titles}, f"{page.name}: #{heading}"


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md", "docs/decisions.md", "CONTRIBUTING.md"])
def test_every_path_of_the_project_that_a_document_names_is_there(page: str) -> None:
    folders = "briefing|data|docs|loaders|metrics|pages|store|tests|ui|benchmarks"
    named = re.findall(rf"`((?:{folders})/[\w./-]*)`", read(page))
    made = ("data/local/",)  # what a first start makes
    assert [path for path in named if not path.startswith(made) and not (ROOT / path).exists()] == []


def test_the_picture_of_the_architecture_names_every_room() -> None:
    labels = re.findall(r"<text[^>]*>([^<]+)</text>", read("docs/pictures/architecture.svg"))
    words = set(re.findall(r"[a-z]+", " ".join(labels)))
    rooms = {folder.parent.name for top in ("store", "loaders", "metrics", "ui", "briefing")
             for folder in (ROOT / top).glob("*/__init__.py")}  # fmt: skip
    assert rooms - words == set()


def test_the_version_is_the_newest_of_the_changelog_and_is_printed_by_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert re.findall(r"^## (\S+) · \d{4}-\d\d-\d\d$", read("CHANGELOG.md"), re.MULTILINE)[0] == VERSION
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"{VERSION}\n")


def test_the_licence_has_one_name_everywhere_and_its_text_is_there() -> None:
    assert PROJECT["license"] == "Apache-2.0"
    assert "Licence: Apache-2.0" in read("README.md")
    licence = read("LICENSE")
    assert "Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


def test_the_hooks_before_a_commit_are_the_projects_own_and_run_make_check() -> None:
    hooks = read(".pre-commit-config.yaml")
    assert re.findall(r"repo: (.+)", hooks) == ["local"]
    assert re.findall(r"(?:entry|language): (.+)", hooks) == ["make check", "system"]
