"""A room that is open, and people in it."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.webapp.workshops.participants import Hall, make_hall
from tests.webapp.workshops.rooms import Room, make_room
from webapp.config import Settings
from webapp.store.limits import Limits
from webapp.web.limits import get_limits, set_up_limits


@pytest.fixture
def room(shared_app: Flask) -> Room:
    """An open room of its own in the application that tests share."""
    return make_room(shared_app)


@pytest.fixture
def hall(shared_app: Flask) -> Hall:
    """An open room to which people come with phones."""
    return make_hall(shared_app)


@pytest.fixture
def still_app(app: Flask, settings: Settings) -> Flask:
    """An application in which the clock of the limits stands still: however slow the machine, it stays one minute."""
    get_limits(app).close()
    set_up_limits(app, Limits(settings.data_folder / "limits.sqlite3", b"key", lambda: 1_800_000_000.0))
    return app
