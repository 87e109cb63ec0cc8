"""The codes of the powers over plans (docs/reference/powers.md)."""

SET_TARGET = "plans.set_target"
SUBMIT = "plans.submit"
REPORT_RESULTS = "plans.report_results"
PUBLISH_SUMMARY = "plans.publish_summary"
OPEN_MONTH = "plans.open_month"
