"""The HTTP, server-sent-event and WebSocket shells, and the pages."""
