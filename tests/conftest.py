"""What all tests share: the real knowledge base, golden files, and hypothesis profiles."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec
import pytest
from hypothesis import HealthCheck, settings

from backcheck import load_knowledge
from backcheck.authoring import documents, misfits, stats
from backcheck.authoring.check import Family
from backcheck.authoring.checks import content, shape, style
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

for _profile, _examples, _same in (("default", 20, True), ("broad", 60, True), ("long", 2_000, False)):
    settings.register_profile(  # only `.ci/long` draws anew each time: no other run fails by chance
        _profile,
        max_examples=_examples,
        derandomize=_same,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


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
def _one_reading_of_the_base_that_ships() -> Iterator[None]:
    """Half of what a command costs is reading the base. Any other base is read each time."""
    read, shipped = load.read_base, find_data_folder()
    once = cache(lambda: read(shipped))
    with mock.patch.object(load, "read_base", lambda root: once() if root == shipped else read(root)):
        yield


@pytest.fixture(autouse=True, scope="session")
def _one_look_at_each_file() -> Iterator[None]:
    """Of a spoilt base one file of fifty is another. What follows from one file alone is worked out once for each."""
    decode, doubles = load._decode, misfits.find_doubles
    kept: dict[tuple[object, ...], Any] = {}

    def once(key: tuple[object, ...], work: Callable[[], Any]) -> Any:
        if key not in kept:
            kept[key] = work()
        return kept[key]

    def look(family: Family) -> Callable[[str, object], Iterable[Finding]]:
        check = family.check

        def check_once(name: str, document: object) -> Iterable[Finding]:
            try:
                same = msgspec.json.encode(document)
            except RecursionError:  # nested as deep as the decoder lets it
                return check(name, document)
            found: Iterable[Finding] = once((family, name, same), lambda: tuple(check(name, document)))
            return found

        return check_once

    with contextlib.ExitStack() as patched:
        patched.enter_context(mock.patch.object(load, "_decode", lambda *given: once(given, lambda: decode(*given))))
        patched.enter_context(
            mock.patch.object(documents, "find_doubles", lambda raw: once((raw,), lambda: tuple(doubles(raw))))
        )
        for family in (shape, content, style):
            patched.enter_context(mock.patch.object(family, "check", look(family)))
        yield


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


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One more than there are cores, unless a number was asked for: who sits at a terminal waits half of the time."""
    workers = yield
    return workers + ("PYTEST_XDIST_AUTO_NUM_WORKERS" not in os.environ)


WHOLE = ("tests/knowledge/", "tests/reasoning/", "tests/golden/")
"""Where every row is run with every test command: what people are told rests on these, and they are quick."""

ROWS_OFTEN, ROWS_OF = 6, 4
"""Elsewhere the first so many rows of a test, and of the others every so-manieth."""


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Gives every test that uses a golden file the mark `golden`, so that one command rewrites all files.

    Those with drawn examples get the mark `drawn`, so that `.ci/run` can run them with more. Of a test with many rows
    most get the mark `broad`: `.ci/run` runs them all.
    """
    rows: Counter[str] = Counter()
    for item in items:
        if not item.nodeid.startswith(WHOLE) and not any(item.iter_markers("broad")):
            rows[test := item.nodeid.partition("[")[0]] += 1
            if rows[test] > ROWS_OFTEN and rows[test] % ROWS_OF:
                item.add_marker("broad")
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("drawn")
        if "golden" in getattr(item, "fixturenames", ()):
            item.add_marker("golden")
