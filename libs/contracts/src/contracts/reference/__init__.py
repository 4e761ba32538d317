"""The messages as people look them up. Pure: what it tells comes from the catalogue, the models and the examples."""
