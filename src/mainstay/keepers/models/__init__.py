"""Models and the data they live on: whether these are still what the model was made for."""
