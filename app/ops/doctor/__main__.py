from app.ops.doctor.command import doctor

doctor()
