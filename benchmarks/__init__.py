"""What the program costs, as ratios to plain git or plain Python in the same run."""
