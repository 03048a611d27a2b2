"""Pictures that are stored and shown from our own address: taken in, found, forgotten.

The same picture twice is two rows: whoever has one address learns nothing of who else uses the picture, and forgetting
one touches no other.
"""

from webapp.services.images.forgetting import forget_unused
from webapp.services.images.images import accept, find, store
from webapp.services.images.places import absolute, id_of, path

__all__ = ["absolute", "accept", "find", "forget_unused", "id_of", "path", "store"]
