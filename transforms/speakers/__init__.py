"""Who is behind each attribution: entities of a document, resolved sources, speakers of the build."""
