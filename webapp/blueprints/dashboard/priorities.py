"""What the dashboard calls the priorities of those who take turns."""

from webapp.words import lazy_gettext

# By the number in the document. Those who are taken first stand first.
PRIORITIES = {
    "5": lazy_gettext("Highest"),
    "4": lazy_gettext("High"),
    "3": lazy_gettext("Normal"),
    "2": lazy_gettext("Low"),
    "1": lazy_gettext("Lowest"),
}
