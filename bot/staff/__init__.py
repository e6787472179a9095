"""Who works at the desk: roles, invitations, sign-in, and who looked at what."""
