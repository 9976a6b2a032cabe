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
from backcheck.knowledge import load, search
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import OpenQuestion
from backcheck.reasoning.conclusion import Conclusion
from backcheck.reasoning.lookahead import find_openings

for _number, _handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    signal.signal(_number, _handler)  # the programs that tests start inherit what stands here, and it may be "ignore"

Golden = Callable[[str, str], None]
"""What the fixture `golden` is: it takes the name of a file in `tests/golden` and the text that it should hold."""

UPDATE = "GOLDEN_UPDATE=1 .venv/bin/python -m pytest -m golden && git diff tests/golden"
"""Rewrites every golden file and shows what moved."""

for _profile, _examples, _same in (("default", 8, True), ("broad", 40, True), ("long", 2_000, False)):
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


AS_PROCESSES = 2
"""With `BACKCHECK_TEST_PROCESSES=1` so many runs of a test are processes, and those after them calls: a sweep over all
commands starts two."""

_starts_processes = os.environ.get("BACKCHECK_TEST_PROCESSES") == "1"

sys.dont_write_bytecode = False  # else every worker compiles all tests in every run, a fifteenth of the whole


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Each worker loads a share of its own first, so that what it needs after that was compiled by the others."""
    if _starts_processes:
        os.environ["BACKCHECK_TEST_PROCESSES"] = "0"  # none is started while tests are collected
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

    So is what a family of checks finds in a whole base, since many tests check the same one; and of the base that
    ships, whether it is sound, the texts of a page and what would change the advice for the same answers.
    """
    decode, doubles, again, run = load._decode, documents.find_doubles, shape._back_again, check._Search.run
    texts, shipped, load_sound = search._texts, load_knowledge(), check.load_sound
    kept: dict[object, Any] = {}
    last: list[Any] = [None, b""]

    def once(key: object, work: Callable[..., Any], *given: Any) -> Any:
        if key not in kept:
            found = work(*given)
            kept[key] = tuple(found) if isinstance(found, Iterator) else found
        return kept[key]

    def bytes_of(document: Any) -> Any:
        """Each file is asked for by three checks, one after the other."""
        if last[0] is not document or document is None:
            last[:] = document, _bytes_of(document)
        return last[1]

    def find_again(name: str, document: Any, retired: set[str]) -> Iterable[Finding]:
        key = (again, name, bytes_of(document), frozenset(retired))
        found: Iterable[Finding] = once(key, again, name, document, retired)
        return found

    def find_openings_once(kb: KnowledgeBase, answers: Answers, conclusion: Conclusion) -> tuple[OpenQuestion, ...]:
        if kb is not shipped:
            return find_openings(kb, answers, conclusion)
        found: tuple[OpenQuestion, ...] = once(
            (find_openings, *answers.items()), find_openings, kb, answers, conclusion
        )
        return found

    def load_sound_once(folder: Path) -> KnowledgeBase:
        return once(load_sound, load_sound, folder) if folder == find_data_folder() else load_sound(folder)

    def run_once(asked: check._Search, family: check.CheckFamily, *given: Any, needed: bool = False) -> None:
        of_base = isinstance(given[0], KnowledgeBase) and family is not reviews
        of_file = isinstance(given[0], str)
        if of_base or of_file:
            key = (family.check, given[0].hash if of_base else (given[0], bytes_of(given[1])))
            kept_family = SimpleNamespace(GIVES=family.GIVES, check=partial(once, key, family.check))
            run(asked, kept_family, *given, needed=needed)
        else:
            run(asked, family, *given, needed=needed)

    with (
        mock.patch.object(load, "_decode", lambda *given: once((decode, *given), decode, *given)),
        mock.patch.object(documents, "find_doubles", lambda raw: once((doubles, raw), doubles, raw)),
        mock.patch.object(shape, "_back_again", find_again),
        mock.patch.object(check._Search, "run", run_once),
        mock.patch.object(check, "load_sound", load_sound_once),
        mock.patch.object(search, "_texts", lambda page: once((texts, id(page)), lambda: (page, texts(page)))[1]),
        mock.patch("backcheck.reasoning.assess.find_openings", find_openings_once),
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


GARBAGE = 20_000
"""How many new objects set off the garbage collector; Python's 700 made it take a twentieth of the time."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Tells `tests.cli.program` how many processes this test may start: a fixture for this would cost 5,000 times."""
    if _starts_processes:
        os.environ["BACKCHECK_TEST_PROCESSES"] = str(AS_PROCESSES)


def pytest_collection_finish() -> None:
    """Takes all that was loaded out of the sight of the garbage collector."""
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


def _rows_of(test: str) -> tuple[int, int]:
    """Of this test the first so many rows are run, and of the others every so-manieth.

    Where it starts processes the first alone: what the other rows ask was asked without.
    """
    if _starts_processes:
        return 1, sys.maxsize
    if test.startswith(WHOLE):
        return sys.maxsize, 1
    return (2, 8) if test.startswith(COSTLY) else (6, 4)


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Gives every test that uses a golden file the mark `golden`, so that one command rewrites all files.

    Those with drawn examples get the mark `drawn`, so that `.ci/run` can run them with more. Of a test with many rows
    most get the mark `broad`: `.ci/run` runs them all, but does not start processes for them.
    """
    rows: Counter[str] = Counter()
    for item in items:
        if not any(mark.name in ("broad", "long") for mark in item.iter_markers()):
            often, one_in = _rows_of(item.nodeid)
            rows[test := item.nodeid.partition("[")[0]] += 1
            if rows[test] > often and rows[test] % one_in:
                item.add_marker("broad")
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("drawn")
        if "golden" in getattr(item, "fixturenames", ()):
            item.add_marker("golden")
