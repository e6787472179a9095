"""What the service knows, for everybody: public pages, data to take, a poster for the door."""
