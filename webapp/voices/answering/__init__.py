"""Answering what was asked, by the link of one voice: blind until it is sent in."""
