"""What the program knows of each language as lists of words: `locales/<code>/*.txt`."""
