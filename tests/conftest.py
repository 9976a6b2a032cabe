"""What all tests share: the real knowledge base, and hypothesis profiles."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import HealthCheck, settings

from backcheck import load_knowledge
from backcheck.knowledge.model import KnowledgeBase

for _number, _handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    signal.signal(_number, _handler)  # the programs that tests start inherit what stands here, and it may be "ignore"

settings.register_profile("default", max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
settings.register_profile("long", max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The knowledge base that ships."""
    return load_knowledge()
