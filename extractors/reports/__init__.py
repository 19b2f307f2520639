"""What: coded statements of who did what to whom, from the parse."""

from extractors.reports.coding import code_reports

__all__ = ["code_reports"]
