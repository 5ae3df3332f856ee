"""Bringing articles in: from addresses on the web, politely and safely, and from files and folders."""
