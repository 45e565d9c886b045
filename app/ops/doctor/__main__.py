"""`python -m app.ops.doctor`."""

from app.ops.doctor.command import doctor

doctor()
