"""What documents are made of. A process that puts nothing into documents never imports this."""

from __future__ import annotations

from webapp.documents.deck import Deck
from webapp.documents.paper import Note, Paper
from webapp.documents.workbook import Workbook

Content = Paper | Note | Deck | Workbook
