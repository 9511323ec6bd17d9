"""One parser a wire protocol, none of which touches a socket."""
