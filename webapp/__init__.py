"""Pleinwijzer's web application. `webapp.assembly.create_app` puts it together; importing this costs nothing."""
