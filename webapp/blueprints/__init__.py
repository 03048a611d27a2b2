"""Three doors over the same services: pages for guests, a dashboard for organizers, an API for programs."""
