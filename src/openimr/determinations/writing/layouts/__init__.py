"""One module for each layout that we write: each turns a determination into the blocks of a letter."""
