"""Let in by people to their accounts elsewhere: OAuth 2.0 with PKCE (RFC 6749, RFC 7636), as a client.

`apps` is how an installation is registered at a provider, `flow` leads somebody to the consent page and back, `tokens`
asks for tokens, `client` sends requests with them.
"""
