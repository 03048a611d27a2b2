"""Outlook and Microsoft 365, by Microsoft Graph (https://learn.microsoft.com/graph/api/resources/calendar).

`provider` is what the program asks, `calls` sends requests and names each refusal, `reading` turns what Graph has into
events, `writing` turns our events into what Graph wants.
"""

from webapp.providers.microsoft.provider import KIND as KIND
from webapp.providers.microsoft.provider import Microsoft

PROVIDER = Microsoft()
