"""Tasks by day: Today, Upcoming and the calendar, each for the days as the viewer's zone has them."""
