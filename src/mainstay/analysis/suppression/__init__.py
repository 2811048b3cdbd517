"""What people write to set findings aside: directives in comments, reasons, days."""
