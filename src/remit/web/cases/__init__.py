"""The pages of reports and cases."""
