"""What resources will need, when to scale them, and which are larger than their use."""
