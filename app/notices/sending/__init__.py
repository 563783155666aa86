"""Send what is to be told, by mail and by webhook: by jobs only, each notice once."""
