"""PDFs: taken in once, page by page, and drawn, in processes of their own."""
