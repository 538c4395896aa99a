"""What the browsers of a test did, for whoever wants to look at it: pictures, and a trace of each browser.

Nothing is kept unless PLEINWIJZER_RECORDING names a folder. A trace shows each step with the page before and after it:
`python -m playwright show-trace beamer.zip`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

WITHOUT_COLOURS = {"type": "achromatopsia"}
WITH_COLOURS = {"type": "none"}


@dataclass
class Recording:
    """The browsers that are recorded, by name; none where there is no folder."""

    folder: Path | None
    pages: dict[str, Page] = field(default_factory=dict)

    def follow(self, page: Page, name: str) -> Page:
        """Record what a page's browser does from now on, and return the page."""
        self.pages[name] = page
        if self.folder:
            page.context.tracing.start(name=name, screenshots=True, snapshots=True)
        return page

    def show(self, moment: str, *, without_colours: str = "") -> None:
        """Take a picture of each page; of the one named so as somebody sees it to whom everything is grey."""
        if not self.folder:
            return
        for name, page in self.pages.items():
            grey = page.context.new_cdp_session(page) if name == without_colours else None
            if grey:
                grey.send("Emulation.setEmulatedVisionDeficiency", WITHOUT_COLOURS)
            page.screenshot(path=self.folder / f"{moment}-{name}.png")
            if grey:
                grey.send("Emulation.setEmulatedVisionDeficiency", WITH_COLOURS)
                grey.detach()

    def keep(self) -> None:
        """Write what was recorded; the browsers must be there still."""
        if self.folder:
            for name, page in self.pages.items():
                page.context.tracing.stop(path=self.folder / f"{name}.zip")


def begin_recording() -> Recording:
    """Return a recording into the folder that was asked for."""
    named = os.environ.get("PLEINWIJZER_RECORDING")
    if named:
        Path(named).mkdir(parents=True, exist_ok=True)
    return Recording(Path(named).resolve() if named else None)
