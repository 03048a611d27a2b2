"""Scheduling pages: what their document may contain, who takes part, which questions they ask, who may open them."""
