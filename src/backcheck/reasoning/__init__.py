"""REASON: answers to the next question, or to an assessment. Pure: no terminal, no clock, no files."""
