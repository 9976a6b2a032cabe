"""Makes `docs/gallery.md` and `docs/figures/*.svg`: every figure that backcheck draws, with the words for it.

Run `python docs/make_gallery.py`; `--check` only says whether they are still those of the program.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from backcheck import load_knowledge
from backcheck.figures.words import say_fault, say_right
from backcheck.knowledge.lifts import Fault, Lift
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from backcheck.show.figure_svg import picture_fault, picture_sheet

DOCS = Path(__file__).parent
README_FIGURE = ("squat", "hips-shoot-up")
INTRO = """# Gallery of figures

Every lift the right way, and every fault beside it. Made by `docs/make_gallery.py`; do not edit. How they are drawn and
which angles are measured: [figures.md](figures.md). What a variant inherits is drawn in the variant's own poses.
"""


def make_all() -> dict[str, str]:
    """Each file under `docs/` by its name, with its content."""
    kb = load_knowledge()
    files = {"figures/readme.svg": _readme_figure(kb)}
    lines = [INTRO]
    for lift in kb.lifts.values():
        own, inherited = _part_faults(lift)
        sheet = picture_sheet(lift, [*own, *inherited])
        if sheet is not None:
            files[f"figures/{lift.id}.svg"] = sheet.svg
            lines += [
                f"## {lift.name}\n",
                f"![{sheet.alternative}](figures/{lift.id}.svg)\n",
                f"{say_right(lift.poses)}\n",
            ]
            lines += _list_faults(lift, own)
            if inherited:
                lines += [f"From {kb.lifts[lift.inherits].spoken}:\n", *_list_faults(lift, inherited)]
    files["gallery.md"] = "\n".join(lines)
    return files


def _part_faults(lift: Lift) -> tuple[list[Fault], list[Fault]]:
    """The faults that stand in the lift's own file, and those that it has from another lift."""
    written = json.loads((find_data_folder() / "lifts" / f"{lift.id}.json").read_text(encoding="utf-8"))
    own = {fault["id"] for fault in written.get("faults", ())}
    return [fault for fault in lift.faults if fault.id in own], [fault for fault in lift.faults if fault.id not in own]


def _list_faults(lift: Lift, faults: list[Fault]) -> list[str]:
    """The words of these faults, one to a line, with an empty line at the end."""
    return [*(f"- **{fault.name}.** {say_fault(lift.poses, fault.figure)}" for fault in faults), ""]


def _readme_figure(kb: KnowledgeBase) -> str:
    lift_id, fault_id = README_FIGURE
    lift = kb.lifts[lift_id]
    picture = picture_fault(lift, next(fault for fault in lift.faults if fault.id == fault_id))
    return "" if picture is None else picture.svg


def list_stale() -> list[str]:
    """The files that are not what the program draws now, and those that it no longer draws."""
    made = make_all()
    stale = [name for name, content in made.items() if not _holds(DOCS / name, content)]
    return stale + [path.name for path in (DOCS / "figures").glob("*.svg") if f"figures/{path.name}" not in made]


def _holds(path: Path, content: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == content


def main() -> int:
    """Writes the gallery, or with `--check` compares it."""
    if "--check" in sys.argv:
        stale = list_stale()
        sys.stdout.write("".join(f"{name}\n" for name in stale))
        return 1 if stale else 0
    (DOCS / "figures").mkdir(exist_ok=True)
    for name, content in make_all().items():
        (DOCS / name).write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
