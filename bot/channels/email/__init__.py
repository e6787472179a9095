"""E-mail as a channel: short letters to the staff, and to readers who want one."""
