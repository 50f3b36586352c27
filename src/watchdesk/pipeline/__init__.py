"""The conductors: poll, read, match, cut, deliver. The only place that knows two edges."""
