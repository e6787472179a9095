"""The way of one message: its turn, its transcript, and notices that we begin."""
