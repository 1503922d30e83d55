"""What a loop reads, writes and allows, found in the syntax tree and judged conservatively."""
