"""What all tests share: the real knowledge base, golden files, and hypothesis profiles."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, settings

from backcheck import load_knowledge
from backcheck.authoring import check, documents, reviews, stats
from backcheck.authoring.checks import shape
from backcheck.authoring.findings import Finding
from backcheck.authoring.stats import walk_paths
from backcheck.knowledge import load
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase

for _number, _handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    signal.signal(_number, _handler)  # the programs that tests start inherit what stands here, and it may be "ignore"

Golden = Callable[[str, str], None]
"""What the fixture `golden` is: it takes the name of a file in `tests/golden` and the text that it should hold."""

UPDATE = "GOLDEN_UPDATE=1 .venv/bin/python -m pytest -m golden && git diff tests/golden"
"""Rewrites every golden file and shows what moved."""

for _profile, _examples, _same in (("default", 12, True), ("broad", 60, True), ("long", 2_000, False)):
    settings.register_profile(  # only `.ci/long` draws anew each time: no other run fails by chance
        _profile,
        max_examples=_examples,
        derandomize=_same,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
settings.register_profile(  # a fault that was noticed need not be made small
    "mutation", settings.get_profile("default"), max_examples=20, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


sys.dont_write_bytecode = False  # else every worker compiles all tests in every run, a fifteenth of the whole


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Each worker loads a share of its own first, so that what it needs after that was compiled by the others."""
    if worker := getattr(session.config, "workerinput", None):
        root, count = session.config.rootpath, worker["workercount"]
        files = sorted(path for folder in session.config.args for path in (root / folder).rglob("test_*.py"))
        for path in files[int(worker["workerid"].removeprefix("gw")) :: count]:
            with contextlib.suppress(Exception, pytest.skip.Exception):  # it is collected, and told of, later
                importlib.import_module(".".join(path.relative_to(root).with_suffix("").parts))


def _read_the_base_that_ships_once() -> None:
    """Half of what a command costs is reading the base. Any other base is read each time.

    From here on, since many tests read it while they are collected.
    """
    read, shipped = load.read_base, find_data_folder()
    once = cache(lambda: read(shipped))
    mock.patch.object(load, "read_base", lambda root: once() if root == shipped else read(root)).start()


_read_the_base_that_ships_once()


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The knowledge base that ships."""
    return load_knowledge()


@pytest.fixture(autouse=True, scope="session")
def _one_walk_for_each_base() -> Iterator[None]:
    """The walks of `kb stats` depend on the base alone (`test_stats` walks twice to see that), so each is kept."""
    kept: dict[str, stats.Paths] = {}

    def walk(kb: KnowledgeBase) -> stats.Paths:
        if kb.hash not in kept:
            kept[kb.hash] = walk_paths(kb)
        return kept[kb.hash]

    with mock.patch.object(stats, "walk_paths", walk):
        yield


@pytest.fixture(autouse=True, scope="session")
def _one_look_at_the_same_file_or_base() -> Iterator[None]:
    """Of a spoilt base one file of fifty is another: what follows from the others alone is worked out once.

    So is what a family of checks finds in a whole base, since many tests check the same one.
    """
    decode, doubles, again, run = load._decode, documents.find_doubles, shape._back_again, check._Search.run
    kept: dict[object, Any] = {}

    def once(key: object, work: Callable[..., Any], *given: Any) -> Any:
        if key not in kept:
            found = work(*given)
            kept[key] = tuple(found) if isinstance(found, Iterator) else found
        return kept[key]

    def find_again(name: str, document: Any, retired: set[str]) -> Iterable[Finding]:
        key = (again, name, _bytes_of(document), frozenset(retired))
        found: Iterable[Finding] = once(key, again, name, document, retired)
        return found

    def run_once(search: check._Search, family: check.CheckFamily, *given: Any, needed: bool = False) -> None:
        of_base = isinstance(given[0], KnowledgeBase) and family is not reviews
        of_file = isinstance(given[0], str)
        if of_base or of_file:
            key = (family.check, given[0].hash if of_base else (given[0], _bytes_of(given[1])))
            kept_family = SimpleNamespace(GIVES=family.GIVES, check=partial(once, key, family.check))
            run(search, kept_family, *given, needed=needed)
        else:
            run(search, family, *given, needed=needed)

    with (
        mock.patch.object(load, "_decode", lambda *given: once((decode, *given), decode, *given)),
        mock.patch.object(documents, "find_doubles", lambda raw: once((doubles, raw), doubles, raw)),
        mock.patch.object(shape, "_back_again", find_again),
        mock.patch.object(check._Search, "run", run_once),
    ):
        yield


def _bytes_of(document: object) -> object:
    """What is the same for equal documents, and for no other: one that nests too deep to be written is like none."""
    try:
        return msgspec.json.encode(document)
    except RecursionError:
        return object()


@pytest.fixture
def golden() -> Golden:
    """Compares with a golden file, byte for byte. With `GOLDEN_UPDATE=1` it writes the file first."""
    folder = Path(__file__).parent / "golden"

    def compare(name: str, text: str) -> None:
        file = folder / name
        if os.environ.get("GOLDEN_UPDATE"):
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8"), f"{name} differs. Where that is meant: {UPDATE}"

    return compare


ROWS_AS_PROCESSES = 2
"""How many rows of a test start processes with `BACKCHECK_TEST_PROCESSES=1`: more of a kind only cost time."""

_starts_processes = os.environ.get("BACKCHECK_TEST_PROCESSES") == "1"
_first_rows: set[str] = set()

GARBAGE = 20_000
"""How many new objects set off the garbage collector; Python's 700 made it take a twentieth of the time."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tells `tests.cli.program` whether this test starts processes: a fixture for this would cost 5,000 times."""
    if "BACKCHECK_TEST_PROCESSES" in os.environ:
        os.environ["BACKCHECK_TEST_PROCESSES"] = str(int(_starts_processes and item.nodeid in _first_rows))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Notes the first rows of each test, and takes all that was loaded out of the sight of the garbage collector."""
    rows: Counter[str] = Counter()
    for item in session.items:
        rows[test := item.nodeid.partition("[")[0]] += 1
        if rows[test] <= ROWS_AS_PROCESSES:
            _first_rows.add(item.nodeid)
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One more than there are cores, unless a number was asked for: who sits at a terminal waits half of the time."""
    workers = yield
    return workers + ("PYTEST_XDIST_AUTO_NUM_WORKERS" not in os.environ)


WHOLE = ("tests/knowledge/", "tests/reasoning/", "tests/golden/")
"""Where every row is run with every test command: what people are told rests on these, and they are quick."""

COSTLY = ("tests/cli/", "tests/authoring/")
"""Where a row runs a command, reads a base anew or sits at a terminal: fewer run with every test command."""

ROWS, ROWS_WHERE_COSTLY = (6, 4), (3, 8)
"""Of a test elsewhere the first so many rows, and of the others every so-manieth."""


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Gives every test that uses a golden file the mark `golden`, so that one command rewrites all files.

    Those with drawn examples get the mark `drawn`, so that `.ci/run` can run them with more. Of a test with many rows
    most get the mark `broad`: `.ci/run` runs them all.
    """
    rows: Counter[str] = Counter()
    for item in items:
        if not item.nodeid.startswith(WHOLE) and not any(item.iter_markers("broad")):
            often, one_in = ROWS_WHERE_COSTLY if item.nodeid.startswith(COSTLY) else ROWS
            rows[test := item.nodeid.partition("[")[0]] += 1
            if rows[test] > often and rows[test] % one_in:
                item.add_marker("broad")
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("drawn")
        if "golden" in getattr(item, "fixturenames", ()):
            item.add_marker("golden")
