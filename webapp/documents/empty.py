"""What every writer of documents refuses."""

from __future__ import annotations


class EmptyDocumentError(Exception):
    """A document that would be empty or cut off; the message says what is missing."""
