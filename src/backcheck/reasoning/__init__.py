"""From answers to the next question, or to an assessment. No terminal, no clock, no files."""
