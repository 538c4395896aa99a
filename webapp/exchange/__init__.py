"""What a municipality gave is its own: download, import, delete, and the export of everything."""
