"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Full = Annotated[bool, typer.Option("--full", help="All of it, not only the first screen.")]
Sources = Annotated[bool, typer.Option("--sources", help="All of it, with who says so and how sure it is.")]
AsJson = Annotated[bool, typer.Option("--json", help="All of it as JSON.")]
