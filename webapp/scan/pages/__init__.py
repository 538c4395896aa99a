"""What the pages of the scan show, shaped for their templates."""
