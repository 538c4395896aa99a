"""The door of a workshop: a code that is scanned or typed, what is said before, and a seat."""
