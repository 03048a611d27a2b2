"""Tests of the pure engine, and the judge it is measured against."""
