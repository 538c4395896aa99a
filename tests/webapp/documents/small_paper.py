"""A small report with one block of every kind, and texts that somebody may have typed to see what happens."""

from __future__ import annotations

import dataclasses
from datetime import date

from webapp.documents.charts.model import SharesChart, SharesLegend
from webapp.documents.paper import (
    Advice,
    Block,
    Bullets,
    Chapter,
    Column,
    Entries,
    Entry,
    Heading,
    Labels,
    Level,
    Levels,
    Pairs,
    Paper,
    Paragraph,
    Picture,
    Table,
    Tone,
)

CHART = SharesChart("nl", "Titel van het beeld", "Wat het beeld toont", "webcare", (), SharesLegend("a", "b", "c"))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="720" height="90"><rect width="300" height="60"/></svg>'

MARKUP = (
    "= Geen titel",
    '#panic("code") #let x = 1 #read("/etc/passwd") $a^2$ *vet* _schuin_ @ref `code` \\textbf{x} ~ -- // /* */',
    "<script>alert(1)</script> <b>vet</b> &amp; &lt;",
    "<w:p><w:r><w:t>x</w:t></w:r></w:p> {{ veld }} ${x} %(naam)s",
    "=1+1 +1 -1 @SUM(A1)",
)
STRANGE = (
    "שלום עולם",
    "مرحبا بالعالم",
    "😀 👩‍👩‍👧 🇧🇪",
    "漢字かな",
    "nul \x00 bel \x07 half \ud800 eigen \ue000 teken \uffff",
)

BLOCKS: tuple[Block, ...] = (
    Paragraph("Gent experimenteert.", Tone.LEAD),
    Paragraph("Een gewone alinea.\nMet een tweede regel."),
    Paragraph("Een bijzin in het klein.", Tone.SOFT),
    Paragraph("Lees dit met zorg.", Tone.CAUTION),
    Heading("Tussenkop", 2),
    Heading("Kleinere kop", 3),
    Bullets(("Eerste punt", "Tweede punt")),
    Pairs((("Gemeente", "Gent"), ("Inwoners", "272.000"))),
    Entries((Entry("7. Kijken jullie na?", ("Elke week", "Samen bekeken."), "In 2019: 40%"), Entry("8. Wie leest?"))),
    Levels((Level("Luisteren", 1, 2, "Waarschijnlijk groeifase 1, misschien 2", "Score 41,2 tot 58,9", "listening"),)),
    Table(
        "Punten per vraag",
        (Column("Vraag", width=3), Column("Punten", is_number=True)),
        (("Luisteren jullie?", "62,5"), ("Antwoorden jullie?", "–")),
        ("Samen", "62,5"),
        frozenset({0}),
    ),
    Picture(CHART, "Onderschrift van het beeld"),
    Advice(3, "Maak een lijst", ("Luisteren", "Klein · 1 dag"), (("Waarom", "Daarom."), ("Eerste stap", "Begin."))),
)
LABELS = Labels("Inhoud", "Pagina %(page)s van %(pages)s", "Tabel", "Figuur", "Verzonnen voorbeeld")


def make_small_paper(*blocks: Block, language: str = "nl", is_invented: bool = False) -> Paper:
    """Return a report with two chapters: every kind of block, and the given ones or a sentence."""
    return Paper(
        language=language,
        title="Gent op het online dorpsplein",
        subtitle="Luisteren, webcare, participatie en strategie",
        facts=(("Gemeente", "Gent"), ("Vragenlijst", "2026.1")),
        day=date(2026, 11, 24),
        author="Gent",
        made_on="24 november 2026",
        running_head="Gent · 24 november 2026",
        chapters=(
            Chapter("alles", "Alles op een rij", BLOCKS),
            Chapter("bijlage", "Bijlage", blocks or (Paragraph("Niets meer."),)),
        ),
        labels=LABELS,
        is_invented=is_invented,
        keywords=("webcare",),
    )


def without_blocks(paper: Paper) -> Paper:
    """Return the report with an empty last chapter."""
    return dataclasses.replace(paper, chapters=(*paper.chapters, Chapter("leeg", "Leeg", ())))
