"""What the check finds when one thing is taken away from an example that is in order."""
