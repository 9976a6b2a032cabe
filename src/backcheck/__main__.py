"""`python -m backcheck`: the same as the command `backcheck`."""

from backcheck.cli.main import run

if __name__ == "__main__":
    run()
