"""SHOW: plain values from `knowledge` and `reasoning` become lines for a terminal, or JSON. Decides nothing else."""
