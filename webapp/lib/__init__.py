"""Small tools that know no word of booking. Each could be lifted into another program as it stands."""
