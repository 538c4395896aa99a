"""Opening a workshop: what it is, preparing one, the link and the recovery code, the card, the rehearsal."""
