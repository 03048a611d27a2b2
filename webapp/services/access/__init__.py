"""Who has access: organizers with their sign-ins, and programs with their API keys."""
