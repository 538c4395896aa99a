"""From one version of the questionnaire to the next: which answers and actions come along, and as what."""
