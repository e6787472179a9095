"""All that reads the insides of foreign files. Runs in a child process (bot.files.child) only.

A file may be made to exhaust or to fool whoever reads it, so nothing else imports this package.
It imports nothing of the program but `bot.files.kinds`: it starts in hundredths of a second.
"""
