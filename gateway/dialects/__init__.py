"""HEAR: bytes → Reading. One file per tongue, and the table of them."""
