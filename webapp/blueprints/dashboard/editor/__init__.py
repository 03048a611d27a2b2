"""The editor of a scheduling page: a form in sections, each of which reads and writes its part of the document."""
