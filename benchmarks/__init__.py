"""Measurements of flowmodel beside a bare interpreter and a peer. No part of the wheel."""
