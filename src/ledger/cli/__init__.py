"""The command line: one module a noun; `output` alone writes standard output, `diagnostics` alone standard error."""
