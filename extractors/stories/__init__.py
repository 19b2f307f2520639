"""Stories: clusters of articles on one happening."""
