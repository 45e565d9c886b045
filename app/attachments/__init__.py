"""Files on tasks: their rows, the store that keeps their bytes, previews of pictures, and tidying up."""
