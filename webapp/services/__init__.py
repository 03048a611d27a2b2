"""Use cases: each decides and commits once. What must happen outside is promised in the outbox, never done here."""
