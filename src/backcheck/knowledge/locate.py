"""Where the knowledge base is: the folder asked for, the one inside the package, or the repository's `data/`."""

from __future__ import annotations

from pathlib import Path

from backcheck.errors import KnowledgeError

MARKER = "knowledge.json"
"""The file that every knowledge base has."""


def find_data_folder(asked_for: str | None = None) -> Path:
    """The folder of the knowledge base. Raises `KnowledgeError` where there is none.

    Without a wish it is looked for beside this package (wheel, sdist) and then at the top of the repository
    (editable install, checkout). `__file__` is used because `importlib.resources` costs 15 ms at start-up.
    """
    if asked_for:
        folder = Path(asked_for)
        if not _has_marker(folder):
            raise KnowledgeError(
                asked_for, f"is not a knowledge base: it has no {MARKER}.", "Give the folder that holds the JSON files."
            )
        return folder
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "data", package.parents[1] / "data"):
        if _has_marker(folder):
            return folder
    raise KnowledgeError("data", "the knowledge base is missing from this installation.", "Install backcheck again.")


def _has_marker(folder: Path) -> bool:
    try:
        return (folder / MARKER).is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False
