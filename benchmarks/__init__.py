"""Speed, scale and accuracy, each measured by one command."""
