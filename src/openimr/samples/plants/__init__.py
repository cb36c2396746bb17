"""Errors that can be planted in invented letters: one function for each, in a module for each group of checks."""
