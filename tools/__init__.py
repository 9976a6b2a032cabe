"""Questions about the knowledge base that take long and are asked seldom, for whoever works on backcheck.

Run from a clone, since they are not installed: `.venv/bin/python -m tools.jitter FILE...`, `tools.ablation` likewise.
"""
