"""The mail catcher: an SMTP server that keeps every mail and sends none on, with a page and an API to read them."""
