"""The commands, one a file: options in, one closing sentence out."""
