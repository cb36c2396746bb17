"""The version of this package, where any room can read it."""

__all__ = ["VERSION"]

VERSION = "0.1.0.dev0"
