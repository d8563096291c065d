"""What the API answers with: one file per subject. Absent is null, never a missing key."""
