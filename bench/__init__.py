"""What Primo costs: the real stack under load, every case beside a constant route of the same server."""
