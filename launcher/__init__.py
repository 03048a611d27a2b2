"""The parts of `run`: they install, prepare, start and watch.

They import the standard library and `config` only, because they run before anything is installed.
"""
