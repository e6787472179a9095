"""One person's chats: linked by a code, so that what they asked follows them."""
