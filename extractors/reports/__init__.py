"""What: coded statements of who did what to whom, from the parse."""

from extractors.reports.coding import code_reports
from extractors.reports.explaining import FrameTrial, explain_frames

__all__ = ["FrameTrial", "code_reports", "explain_frames"]
