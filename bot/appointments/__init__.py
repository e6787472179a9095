"""Appointments: a consultation or an hour of help, booked in the chat or at the desk."""
