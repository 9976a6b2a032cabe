"""`backcheck --version`: program, knowledge version, review status. Imports next to nothing."""

from __future__ import annotations

import json
from itertools import pairwise

from backcheck import __version__
from backcheck.cli.exits import Exit
from backcheck.cli.runtime import Runtime
from backcheck.errors import KnowledgeError
from backcheck.files import read_plain
from backcheck.knowledge.locate import MARKER


def print_version(arguments: list[str]) -> int:
    """Prints one line. `arguments` are the global options. Raises `KnowledgeError` where the base cannot be read."""
    joined = [a.removeprefix("--data=") for a in arguments if a.startswith("--data=")]
    behind = [value for option, value in pairwise(arguments) if option == "--data"]
    folder = Runtime(data=next(filter(None, [*behind, *joined]), "")).data_folder()
    try:
        base = json.loads(read_plain(folder / MARKER))
        words = base["review"]["words"]
        line = f"backcheck {__version__}, knowledge {base['version']}. {words}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(MARKER, "cannot be read.", "Run `backcheck kb check` on the folder.") from error
    from backcheck.text import clean

    print(clean(line), flush=True)  # noqa: T201
    return Exit.DONE
