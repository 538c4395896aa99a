"""Pictures of findings: plain chart data first, then a drawing of it as SVG."""
