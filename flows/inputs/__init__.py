"""Reading raw/: manifests, files and takedowns, checked before anything is made of them."""
