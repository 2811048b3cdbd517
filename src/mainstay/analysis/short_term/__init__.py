"""The next hours of single series: models beside each other, and the one that fared best on the hours before."""
