"""A second generator: movement as codes of quantised patches, drawn one after the other."""
