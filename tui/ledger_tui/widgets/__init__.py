"""The widgets, one a module; each holds its own style."""
