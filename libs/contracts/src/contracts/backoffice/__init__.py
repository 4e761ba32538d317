"""What a backoffice sends: record events on `backoffice.in`, routing key `<tenant>.<type>`."""
