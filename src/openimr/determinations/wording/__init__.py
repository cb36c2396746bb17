"""The fixed words of letters, which readers seek and writers write: one place for both, so that they cannot drift."""
