"""E-services, legal topics and life events, danger words, the working calendar: plain values."""
