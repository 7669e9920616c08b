"""The worker, without asking for other workers, which costs it a second at its start."""

from application import app

app.worker_main(["--quiet", "worker", "--without-gossip", "--without-mingle", "--loglevel=WARNING"])
