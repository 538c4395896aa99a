"""A room that is open, and people in it."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.webapp.workshops.participants import Hall, make_hall
from tests.webapp.workshops.rooms import Room, make_room


@pytest.fixture
def room(shared_app: Flask) -> Room:
    """An open room of its own in the application that tests share."""
    return make_room(shared_app)


@pytest.fixture
def hall(shared_app: Flask) -> Hall:
    """An open room to which people come with phones."""
    return make_hall(shared_app)
