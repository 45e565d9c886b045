"""What people call the statuses and priorities of tasks."""

from __future__ import annotations

STATUS_NAMES = {"pending": "Pending", "in_progress": "In progress", "completed": "Completed", "cancelled": "Cancelled"}
PRIORITY_NAMES = {"none": "None", "low": "Low", "medium": "Medium", "high": "High", "urgent": "Urgent"}
