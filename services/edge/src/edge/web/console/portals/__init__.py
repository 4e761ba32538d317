"""Portals in the console: what there is, what a draft changes, who gains and loses by it, publishing and going back."""
