"""What people ask to have recorded, verb by verb: one table that the command line, JSON lines and the documentation go by."""
