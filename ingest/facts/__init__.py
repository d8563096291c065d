"""What a document says of itself: title, number, issuers, region, dates; and what a person corrects of it."""
