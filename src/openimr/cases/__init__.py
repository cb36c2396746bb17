"""The case: parties, application, utilization review decision, eligibility, life cycle, clocks, letters and fees.

Pure: values in, results with reasons out. Source: Labor Code 4610.5 and 4610.6; 8 CCR 9792.10.1 to 9792.10.9.
"""
