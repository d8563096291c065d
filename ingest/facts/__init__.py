"""Document facts: title, number, issuers, region, dates, deadlines, and corrections made by a person."""
