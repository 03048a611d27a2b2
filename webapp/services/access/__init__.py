"""Who may come in: organizers, their sign-ins, and the API keys of programs."""
