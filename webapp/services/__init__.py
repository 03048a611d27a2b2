"""Use cases: each decides and commits once. What must happen outside is promised in the outbox and done later.

With two exceptions, both outside of any transaction, because whoever asks waits for the answer: the challenge of a
webhook's address (`promises/webhooks.py`) and the test event that a program orders (`promises/webhook_examples.py`).

What an operator does may be several use cases in a row, each with a commit of its own: an organizer and their grant, a
new password and the end of all sign-ins, the demo.
"""
