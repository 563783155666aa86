"""The books checked: what must hold between balances, ledger, orders, walks, totes, operations and audit.

Each rule is a query for the rows that break it, so that any database can be asked at any time. What returns promise
joins these checks with the returns themselves.
"""
