"""Which slots are free, and why others are not: the engine asked with the facts of the database. Reads only."""
