"""The document that the whole system exists to produce: its model, and how it is read, checked and written."""
