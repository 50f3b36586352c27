"""watchdesk watches news outlets for an analyst and hands over one digest a day."""
