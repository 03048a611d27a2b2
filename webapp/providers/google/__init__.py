"""Google Calendar, by its API v3 (https://developers.google.com/workspace/calendar/api/v3/reference).

`provider` is what the program asks, `calls` sends requests and names each refusal, `reading` turns what Google has into
events, `writing` turns our events into what Google wants.
"""

from webapp.providers.google.provider import KIND as KIND
from webapp.providers.google.provider import Google

PROVIDER = Google()
