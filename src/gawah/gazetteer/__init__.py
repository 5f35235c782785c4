"""Places and actors by name: compact tables, built by `tools/`, opened in milliseconds."""
