"""What documents of one story differ in, kind by kind."""
