"""What the trainer takes home: the report of the room, its numbers as files, and the self-scan that it agreed on."""
