"""How right a model is: sums of rows that add up, figures of them, and whether these became worse beyond chance."""
