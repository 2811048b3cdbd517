"""The results of test runs: read from JUnit XML of any dialect, told apart, and judged."""
