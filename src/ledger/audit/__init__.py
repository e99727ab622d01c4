"""What a reviewer should look at: pure functions over the rules and the projections, no input or output."""
