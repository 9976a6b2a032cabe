"""The only reader of `data/`: files to typed values, and those to one compiled `KnowledgeBase`.

Decodes and puts together; what the entries mean to one another is checked by `backcheck kb check`, not here. Every
error names the file and the place in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import GenericAlias
from typing import Any, TypeVar, get_args, get_origin

import msgspec

from backcheck.errors import KnowledgeError
from backcheck.files import read_plain
from backcheck.knowledge.compile import (
    AGE,
    compile_lists,
    compile_questions,
    find_carriers,
    in_menu_order,
    merge_variant,
    spell_out,
)
from backcheck.knowledge.lifts import Lift, LiftNames
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import Base, KnowledgeBase
from backcheck.knowledge.questions import DangerList, FollowUpQuestion
from backcheck.knowledge.records import Level

FORMAT = 1
"""The version of the file format that this program reads."""

_NAMED = {"base": "knowledge", "questions": "interview", "rules": "triage"}
"""The fields of the base whose file has another name."""

_KINDS: dict[str, Any] = {field.name: field.type for field in msgspec.structs.fields(KnowledgeBase)}
_OF_FIELDS = {
    field: f"{_NAMED.get(field, field).replace('_', '-')}.json" for field in _KINDS if field not in ("files", "lifts")
}


def _type_of(field: str) -> Any:
    """What the file of a field holds: entries that are found by id stand there one after the other."""
    kind = _KINDS[field]
    return GenericAlias(tuple, (get_args(kind)[1], ...)) if _is_table(field) else kind


def _is_table(field: str) -> bool:
    """Whether the base finds the entries of this field by id."""
    return get_origin(_KINDS[field]) is dict


FILES: dict[str, Any] = {"knowledge.json": Base}
FILES |= {name: _type_of(field) for name, field in sorted((name, field) for field, name in _OF_FIELDS.items())}
"""Every file at the top of a knowledge base, with its type: one for each field of `KnowledgeBase`.

Besides these there is one file for each lift in `lifts/`, and one for each list in `danger-signs/`.
"""

NEEDED = ("knowledge.json", "follow-up.json", "outcomes.json")
"""Without these no advice has words."""

DANGER = "danger-signs"
TRIAGE = "triage.json"
_TO_SPELL = re.compile(rb'"(flag|safety-[a-z0-9-]+)"')
"""What is found in a file that may have a condition on a flag or on a follow-up."""

REMEDY = "Check the folder of --data, or install backcheck again."

T = TypeVar("T")


def load_knowledge(folder: str | Path | None = None) -> KnowledgeBase:
    """Reads the whole knowledge base. Raises `KnowledgeError` with the file and place of the first fault.

    A folder that is named must hold a base that is safe to use; the one that ships was checked before.
    """
    if folder is None:
        return read_base(find_data_folder())
    kb = read_base(find_data_folder(str(folder)))
    refuse_unsafe(kb)
    return kb


def read_base(root: Path) -> KnowledgeBase:
    """The base in this folder, whether or not it is safe to use. Raises `KnowledgeError`."""
    return _put_together(
        {name: _read(root / name) for name in FILES},
        {path.name: _read(path) for path in lift_files(root)},
        {f"{DANGER}/{path.name}": _read(path) for path in danger_files(root)},
    )


def read_readable(root: Path) -> KnowledgeBase:
    """What can be read of a base with broken files, which count as empty, without the lifts: to tell an emergency.

    Raises `KnowledgeError` where one of `NEEDED` is broken, or the rest cannot be put together.
    """
    raw = {name: _spare(root / name, FILES[name]) if name not in NEEDED else _read(root / name) for name in FILES}
    lists = {f"{DANGER}/{path.name}": _spare(path, DangerList) for path in danger_files(root)}
    return _put_together(
        {name: content or b"[]" for name, content in raw.items()},
        {},
        {name: content for name, content in lists.items() if content},
    )


def _spare(path: Path, wanted: type) -> bytes:
    """What the file holds; nothing where that cannot be read or decoded."""
    try:
        content = _read(path)
        _decode(content, wanted, path.name)
    except KnowledgeError:
        return b""
    return content


def _put_together(raw: dict[str, bytes], raw_lifts: dict[str, bytes], raw_lists: dict[str, bytes]) -> KnowledgeBase:
    """The base of these files, each by its name. Raises `KnowledgeError`."""
    files: dict[str, Any] = {name: _decode(content, FILES[name], name) for name, content in raw.items()}
    lists = compile_lists(_decode(content, DangerList, name) for name, content in raw_lists.items())
    files["interview.json"] = (*lists, *files["interview.json"])
    _spell_out(files, raw | raw_lists)
    base: Base = files["knowledge.json"]
    if base.format != FORMAT:
        raise KnowledgeError(
            "knowledge.json", f"has format {base.format}; this program reads {FORMAT}.", "Use a matching version."
        )
    lifts = by_id(
        in_menu_order((decode_lift(raw_lifts[n], n, raw_lifts.__getitem__) for n in raw_lifts), base), "lifts/"
    )
    activities = by_id(in_menu_order(files["activities.json"], base), "activities.json")
    questions = compile_questions(files["interview.json"], lifts, activities, base, files["tests.json"])
    found: dict[str, Any] = {
        "files": raw | raw_lists | {f"lifts/{name}": content for name, content in raw_lifts.items()},
        "lifts": lifts,
        "activities": activities,
        "questions": by_id(questions, "interview.json"),
        "warm_ups": {warm_up.family: warm_up for warm_up in files["warm-ups.json"]},
    }
    for field, name in _OF_FIELDS.items():
        if field not in found:
            found[field] = by_id(files[name], name) if _is_table(field) else files[name]
    return KnowledgeBase(**found)


def _spell_out(files: dict[str, Any], raw: Mapping[str, bytes]) -> None:
    """Spells out the conditions in those decoded files that have some on flags or follow-ups, and ages in triage rules.

    The questions of the danger-sign lists are in `interview.json` by now.
    """
    questions = files["interview.json"]
    follow_ups = {question.id for question in questions if isinstance(question, FollowUpQuestion)}
    spelt = {b"flag", *(name.encode() for name in follow_ups)}
    named = [name for name, content in raw.items() if not spelt.isdisjoint(_TO_SPELL.findall(content))]
    carriers = find_carriers(questions) if named else {}
    for name in dict.fromkeys(name if name in FILES else "interview.json" for name in (*named, TRIAGE)):
        files[name] = spell_out(files[name], carriers, {*follow_ups, AGE} if name == TRIAGE else follow_ups)


def load_lift_names(root: Path) -> list[LiftNames]:
    """The names of every lift, without reading the rest of the cards. A variant has its parent's family and bar."""
    listed = [_decode(_read(path), LiftNames, f"lifts/{path.name}") for path in lift_files(root)]
    parents = {lift.id: lift for lift in listed}
    for place, lift in enumerate(listed):
        parent = parents.get(lift.inherits)
        if parent is not None:
            bar = parent.bar if lift.bar is None else lift.bar
            kit = parent.kit if lift.kit is None else lift.kit
            listed[place] = msgspec.structs.replace(lift, family=lift.family or parent.family, bar=bar, kit=kit)
    return listed


def load_lift(root: Path, lift_id: str) -> Lift:
    """One lift's whole card, with what it inherits."""
    refuse_ids([lift_id], "lifts/")  # it is about to be the name of a file
    folder = root / "lifts"
    return decode_lift(_read(folder / f"{lift_id}.json"), f"{lift_id}.json", lambda name: _read(folder / name))


def load_file(root: Path, name: str) -> Any:
    """One of the top-level files, decoded to its type in `FILES`. Raises `KnowledgeError`."""
    if name not in FILES:
        raise KnowledgeError(name, "belongs to no field of `KnowledgeBase`, so nothing says what is in it.")
    return _decode(_read(root / name), FILES[name], name)


def lift_files(root: Path) -> list[Path]:
    """The files of all lifts, by name. Raises `KnowledgeError` for a folder that cannot be read."""
    return _json_files(root / "lifts")


def danger_files(root: Path) -> list[Path]:
    """The files of the danger-sign lists, by name, which is the order in which they are asked.

    Raises `KnowledgeError` for a folder that cannot be read.
    """
    return _json_files(root / DANGER)


def _json_files(folder: Path) -> list[Path]:
    """By name; none where there is no folder. One that cannot be read is not an empty one."""
    try:
        return sorted(path for path in folder.iterdir() if path.name.endswith(".json"))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise KnowledgeError(folder.name, f"can't be read: {error.strerror}.", REMEDY) from error


def _read(path: Path) -> bytes:
    try:
        return read_plain(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise KnowledgeError(path.name, f"can't be read: {reason}.", REMEDY) from error


def _decode(content: bytes, wanted: type[T], place: str) -> T:
    try:
        return msgspec.json.decode(content, type=wanted)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise _fault(place, error) from error


def _fault(place: str, error: Exception) -> KnowledgeError:
    return KnowledgeError(place, f"{error}.", "Run `backcheck kb check` on the folder for all that is wrong.")


def decode_lift(content: bytes, name: str, read: Callable[[str], bytes]) -> Lift:
    """A lift from its file; `read` gets the file of the lift that a variant inherits from."""
    place = f"lifts/{name}"
    if b'"inherits"' not in content:
        return _decode(content, Lift, place)
    child = _decode(content, dict[str, Any], place)
    parent_id = str(child.get("inherits"))
    unknown = KnowledgeError(place, f"inherits '{parent_id}', which does not exist.")
    if not (parent_id.isascii() and all(map(str.isalnum, parent_id.split("-")))):  # no id, so never a path
        raise unknown
    parent_name = f"{parent_id}.json"
    try:
        parent = _decode(read(parent_name), dict[str, Any], f"lifts/{parent_name}")
    except KeyError as error:
        raise unknown from error
    try:
        return msgspec.convert(merge_variant(parent, child), Lift)
    except msgspec.ValidationError as error:
        raise _fault(place, error) from error
    except (TypeError, AttributeError) as error:
        raise KnowledgeError(place, "what it says besides `inherits` is not shaped like a lift.") from error


def by_id(entries: Iterable[T], place: str) -> dict[str, T]:
    """Entries by their `id`, in their order. Raises `KnowledgeError` where two have the same id."""
    found: dict[str, T] = {}
    for entry in entries:
        entry_id: str = getattr(entry, "id")  # noqa: B009 - the type variable has no attributes
        if entry_id in found:
            raise KnowledgeError(place, f"the id '{entry_id}' appears twice.", "Give one of them another id.")
        found[entry_id] = entry
    return found


# -- the cheap part of the safety lint, which every base must pass to be used: without it nobody would be screened -----

LISTS = 4
"""How many lists of danger signs there must be."""

MOST_POINTS = 10
MOST_DAYS = 3650
MOST_SCREENS = 100

_ID = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"
_FILE = "interview.json"


def refuse_unsafe(kb: KnowledgeBase) -> None:
    """Raises `KnowledgeError` with the first thing that makes the base unsafe to use."""
    # The names of files are no ids, nor are the families of lifts that warm-ups are for.
    tables = (getattr(kb, field) for field in kb.__struct_fields__ if field not in ("files", "warm_ups"))
    ids = [one for table in tables if isinstance(table, dict) for one in table]
    ids += [option.id for question in kb.questions.values() for option in question.options]
    ids += [entry.id for entry in kb.plan]
    ids += [action.id for outcome in kb.outcomes.values() for action in outcome.actions]
    refuse_ids(ids, "data")
    for place, problem in _find_unsafe(kb):
        raise KnowledgeError(place, problem, "Run `backcheck kb check` on the folder for all that is wrong.")
    refuse_numbers(kb)


def refuse_ids(ids: Iterable[str], place: str) -> None:
    """Raises `KnowledgeError` for an id that is no lower-case word with hyphens: it could be a path, or a command."""
    for one in ids:
        if not re.fullmatch(_ID, one):
            raise KnowledgeError(place, f"the id '{one}' is not in kebab-case.", "Use a-z, 0-9 and hyphens.")


def _find_unsafe(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """What is wrong with the lists of danger signs, levels that nothing is said for, advice where it must not be."""
    lists = [one for one in kb.questions.values() if one.stage == "safety" and one.kind == "many" and one.when is None]
    if len(lists) < LISTS:
        yield _FILE, f"there are {len(lists)} lists of danger signs that everybody is asked; there must be {LISTS}."
    for question in lists:
        if question.unsure_level is None or not question.options:
            yield _FILE, f"the list '{question.id}' has no rows, or no `unsure_level`."
        for option in question.options:
            if option.alone is None:
                yield _FILE, f"'{option.id}' in the list '{question.id}' has no level (`alone`)."
    covered = {outcome.level for outcome in kb.outcomes.values()}
    for level in get_args(Level):
        if level not in covered:
            yield "outcomes.json", f"there is no outcome for the level '{level}'."
    for outcome in kb.outcomes.values():
        if outcome.level in ("emergency", "urgent") and outcome.coaching != "none":
            yield "outcomes.json", f"'{outcome.id}' gives lifting advice."
        if outcome.level in ("clinician", "unscreened") and outcome.coaching == "full":
            yield "outcomes.json", f"'{outcome.id}' gives full lifting advice."


def refuse_numbers(kb: KnowledgeBase) -> None:
    """Raises `KnowledgeError` for the first number that no sum, no date and no interview could hold."""

    def refuse(place: str, problem: str) -> KnowledgeError:
        return KnowledgeError(place, problem, "Give a number in this range.")

    if not 1 <= kb.base.max_screens <= MOST_SCREENS:
        problem = f"`max_screens` is {kb.base.max_screens}; it is from 1 to {MOST_SCREENS}."
        raise refuse("knowledge.json", problem)
    for place, points in _points(kb):
        if not -MOST_POINTS <= points <= MOST_POINTS:
            problem = f"{points:g} points are out of range; they are from -{MOST_POINTS} to {MOST_POINTS}."
            raise refuse(place, problem)
    days = [("plan.json", entry.after_days) for entry in kb.plan]
    days += [("outcomes.json", outcome.look_again_days or 0) for outcome in kb.outcomes.values()]
    days += [("ladder.json", rung.days) for rung in kb.ladder]
    days += [("follow-up.json", many) for due in kb.follow_up.clock for many in (due.after_days, due.within_days)]
    for place, many in days:
        if not 0 <= many <= MOST_DAYS:
            raise refuse(place, f"{many} days are out of range; they are from 0 to {MOST_DAYS}.")


def _points(kb: KnowledgeBase) -> Iterator[tuple[str, float]]:
    """Each number of points with the file that holds it."""
    for contributor in kb.contributors.values():
        yield "contributors.json", contributor.start
    for pattern in kb.patterns.values():
        yield "patterns.json", pattern.start
    for link in kb.links:
        yield from (("links.json", points) for points in link.says.values())
    for activity in (*kb.lifts.values(), *kb.activities.values()):
        yield from (("lifts/", points) for points in activity.starts.values())
    for question in kb.questions.values():
        for says in (question.none_says, *(option.says for option in question.options)):
            yield from ((_FILE, points) for points in says.values())
