"""What the beamer shows: never more than the room may see."""
