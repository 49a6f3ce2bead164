"""Other programs' files: tables in, workbooks out."""
