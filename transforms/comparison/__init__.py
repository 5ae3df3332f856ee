"""What only shows between documents: copies, stories, statements and differences."""
