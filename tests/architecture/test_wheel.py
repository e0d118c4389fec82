"""Installed from a wheel, in another folder, Leadsmith has everything it needs with it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
SHIPPED = (
    "agent/evals/words.yaml",
    "bot/evals/embedded.json",
    "bot/manifest.yml",
    "bot/sandbox/static/page.js",
    "bot/sandbox/templates/page.html",
    "agent/planner/phantoms/fields.yaml",
    "agent/planner/reading/subject.bin",
    "agent/market/tables/cities.txt",
    "agent/market/web/injections.yaml",
    "agent/market/web/templates/seen/ledger.html",
    "agent/market/web/wording/unseen/fr.yaml",
    "storage/migrations/versions/0001_first_tables.py",
    "storage/migrations/env.py",
)
BUILD = "import sys; from hatchling.build import build_wheel; sys.stdout.write(build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content, in a folder of its own."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(  # noqa: S603 - our own build
        [sys.executable, "-c", BUILD, folder], cwd=ROOT, capture_output=True, text=True, check=True
    )
    target = folder / "installed"
    with zipfile.ZipFile(folder / built.stdout.splitlines()[-1]) as wheel:
        wheel.extractall(target)
    return target


def _leadsmith(unpacked: Path, *arguments: str) -> str:
    """Run the command from the wheel, away from the checkout."""
    code = f"import sys; sys.path.insert(0, {str(unpacked)!r}); from bot.cli import main; main()"
    ran = subprocess.run(  # noqa: S603 - as above
        [sys.executable, "-c", code, *arguments],
        cwd=unpacked.parent,
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "", "LEADSMITH_DATA": str(unpacked.parent / "data")},
    )
    return ran.stdout


def test_the_files_that_code_reads_are_in_the_wheel(unpacked: Path) -> None:
    assert [name for name in SHIPPED if not (unpacked / name).is_file()] == []


def test_no_test_is_in_the_wheel(unpacked: Path) -> None:
    assert not (unpacked / "tests").exists()


def test_it_plans_prints_its_manifest_and_migrates_from_another_folder(unpacked: Path) -> None:
    assert "asks:" in _leadsmith(unpacked, "plan", "find 20 CTOs in Berlin and get their e-mails")
    assert "socket_mode_enabled: true" in _leadsmith(unpacked, "manifest")
    assert "up to date" in _leadsmith(unpacked, "migrate")
