"""The console: where staff shape portals, invite people and look after what comes in."""
