"""ASK: a question -> an answer. The conversation and its two front ends."""
