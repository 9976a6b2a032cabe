"""For people who edit `data/`: the lint and the score on real cases. Tells; never mends."""
