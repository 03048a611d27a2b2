"""Which slots are free, and why others are not: the engine's answers for facts from the database. Reads only."""
