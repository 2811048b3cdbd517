"""Charts as SVG: plain numbers in, markup out that needs one stylesheet, no script and no inline style."""
