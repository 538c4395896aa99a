"""Leading a workshop: rounds, the door, hands, agreed answers, and what the trainer takes home."""
