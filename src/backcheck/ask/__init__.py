"""ASK: a question -> an answer. The conversation and its front ends; only `terminal` knows questionary."""
