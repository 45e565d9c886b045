"""How long the tests let Redis take: a page gives it a quarter of a second, and a busy machine takes more."""


def patient(redis: str) -> str:
    """Return the address with times to wait in it, which hold whatever the client asks for."""
    return f"{redis}{'&' if '?' in redis else '?'}socket_timeout=20&socket_connect_timeout=20"
