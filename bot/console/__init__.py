"""The desk in the browser (/desk): whole without a messenger, and without JavaScript."""
