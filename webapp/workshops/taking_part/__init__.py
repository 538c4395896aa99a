"""A participant's own pages: where the room is, answering blind, what was revealed, and what to take home."""
