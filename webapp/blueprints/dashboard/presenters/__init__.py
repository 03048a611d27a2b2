"""What the dashboard's templates show: values in the words an organizer reads. Markup belongs to the templates."""
