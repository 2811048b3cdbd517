"""What kind of file each path and content is: source, test, generated, vendored, minified, binary."""
