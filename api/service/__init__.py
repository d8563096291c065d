"""What routes, pages and commands share: snapshot, filters, lists, exports, views, the cache."""
