"""JSON out: one file per resource, the only place where the API's spelling of it is written."""
