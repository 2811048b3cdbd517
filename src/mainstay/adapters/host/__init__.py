"""The embedded collector for a Linux machine without a metrics store; why it reads /proc itself is in decision 18."""
