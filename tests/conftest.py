"""Puts this folder on the path, so that tests of all rooms share their helpers."""
