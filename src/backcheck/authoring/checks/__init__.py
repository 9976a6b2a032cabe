"""The families of checks: each has the codes that it `GIVES`, and a `check` that gives findings and changes nothing."""
