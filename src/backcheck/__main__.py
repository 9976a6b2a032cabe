"""`backcheck` and `python -m backcheck`: Ctrl-C ends it in silence, also while its modules are still loading."""

import sys


def run() -> None:
    """The console script: leaves with the program's exit code, or with 130 where it was stopped before it had begun."""
    try:
        from backcheck.cli.main import run as begin

        begin()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        from backcheck.errors import was_stopped

        if not was_stopped(error):
            raise
        sys.exit(130)


if __name__ == "__main__":
    run()
