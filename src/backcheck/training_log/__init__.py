"""Training logs that an app exported: reading one, and finding what changed. No terminal, no clock, no file."""
