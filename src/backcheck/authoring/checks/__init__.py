"""The families of checks. Each module has the codes it `GIVES` and a `check`, which gives findings and changes nothing."""
