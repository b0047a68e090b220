"""The app: a dashboard to run a meeting from."""
