"""The HTTP layer: authentication, sessions, limits, problems, middleware, OpenAPI."""
