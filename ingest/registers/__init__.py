"""The registers of agencies, campaigns, regions and lineage: data files with a source in every row."""
