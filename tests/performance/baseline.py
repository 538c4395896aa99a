"""The bare Flask application that the real one is compared with, on the same server with the same settings.

`python -m tests.performance.baseline FOLDER PAGE_BYTES ANSWER_BYTES` serves /page (a file template of that many bytes)
and /commit (one row committed to the same kind of SQLite database, then so many bytes), and prints its address.
"""

from __future__ import annotations

import sqlite3
import sys
import threading
from pathlib import Path

from flask import Flask, render_template, request

from webapp.config import Settings
from webapp.server.listening import Post, listen, write_address
from webapp.server.worker import run


def make_bare_app(folder: Path, page_bytes: int, answer_bytes: int) -> Flask:
    """A Flask application with nothing but two views."""
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / "page.html").write_text("<p>" + "x" * (page_bytes - 12) + "{{ name }}</p>", "utf-8")
    app = Flask("bare", template_folder=str(folder / "templates"))
    local = threading.local()

    def connection() -> sqlite3.Connection:
        if not hasattr(local, "connection"):
            local.connection = sqlite3.connect(folder / "bare.sqlite3", timeout=3, isolation_level=None)
            local.connection.execute("PRAGMA journal_mode = WAL")
            local.connection.execute("PRAGMA synchronous = FULL")
            local.connection.execute("CREATE TABLE IF NOT EXISTS answer (id INTEGER PRIMARY KEY, value TEXT)")
        found: sqlite3.Connection = local.connection
        return found

    @app.get("/page")
    def page() -> str:
        return render_template("page.html", name="a page")

    @app.post("/commit")
    def commit() -> str:
        database = connection()
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO answer (value) VALUES (?)", (request.form["value"],))
        database.execute("COMMIT")
        return "x" * answer_bytes

    return app


if __name__ == "__main__":
    where, page_length, answer_length = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    settings = Settings(data_folder=where, port=0)
    listener = listen(settings.host, settings.port)
    print(write_address(listener), flush=True)
    run(make_bare_app(where, page_length, answer_length), settings, Post(listener, [0], 0))
