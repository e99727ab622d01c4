"""The rules of the ratings and what may be recorded: pure functions over plain values, no clock and no input or output."""
