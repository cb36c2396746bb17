"""Opens whatever is handed in (a file, a folder, a zip archive, bytes) as originals with their text.

What a file is, its first bytes say. A file that cannot be opened becomes a refusal, and the others are opened still.
"""

from openimr.determinations.opening.files import Piece, open_bytes, open_path, open_piece, open_stream, pieces
from openimr.determinations.opening.original import LIMITS, Limits, MediaType, Original, Unopened

__all__ = [
    "LIMITS",
    "Limits",
    "MediaType",
    "Original",
    "Piece",
    "Unopened",
    "open_bytes",
    "open_path",
    "open_piece",
    "open_stream",
    "pieces",
]
