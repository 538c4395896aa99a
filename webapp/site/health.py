"""For whoever watches over the server: does it answer, and can it read its database?"""

from __future__ import annotations

from flask import Response, jsonify

from webapp.web.state import get_database


def health() -> Response:
    """Say that all is well. A database that cannot be read is answered as everywhere: 503."""
    with get_database().read() as connection:
        connection.conn.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()
    return jsonify(status="ok")
