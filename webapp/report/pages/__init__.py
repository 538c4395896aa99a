"""What each page of the result shows, shaped for its template."""
