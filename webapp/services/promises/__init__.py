"""What is promised to people and programs when a booking changes, and what became of it. `webapp/delivery` keeps it."""
