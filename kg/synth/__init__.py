"""synth: synthetic reports with known truth, for tests of scale and of accuracy."""

from kg.synth.report import Report, report
from kg.synth.series import most
from kg.synth.writing import REPORTS, TRUTH, Wanted, write

__all__ = ["REPORTS", "TRUTH", "Report", "Wanted", "most", "report", "write"]
