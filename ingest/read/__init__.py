"""Readers: from the bytes of a file to text. One reader a file."""
