"""Registers of agencies, campaigns, regions and lineage: csv files with a source in every row."""
