"""Pure folds of recorded events into views; they do no input or output and do not import each other."""
