"""What needs attention in the code as it is now: one module for each thing that findings are about."""
