"""ASK: a question -> an answer. The conversation and its front ends; only `kit` knows questionary."""
