"""What runs beside the serving processes. Importing this costs nothing: the main process only passes it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.config import Settings


def make_documents(settings: Settings) -> None:
    """Make the documents that are asked for; see `webapp.background.worker`."""
    from webapp import create_app  # noqa: PLC0415 (only this process needs the whole program)
    from webapp.background.worker import run  # noqa: PLC0415 (same)

    run(create_app, settings)


def draw_pictures(settings: Settings) -> None:
    """Draw the pictures that are asked for; see `webapp.background.drawing`."""
    from webapp.background.drawing import run  # noqa: PLC0415 (same)

    run(settings)
