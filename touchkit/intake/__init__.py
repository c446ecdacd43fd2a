"""Untidy files in, tidy tables and a list of problems out."""
