"""The process between a worker and a program that it runs: it starts quickly, and ends all of it when the worker is gone."""
