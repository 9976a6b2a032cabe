"""The private history in one SQLite file, kept only where the person said yes."""
