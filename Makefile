# Each target is one small program of tools/, where the logic lives.

.DEFAULT_GOAL := help
.PHONY: help run run-scaled simulate test check fmt bench bench-long messages migration check-pages screenshots icons vendor clean

help: ## List what can be made.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Serve the app with a demo warehouse on http://localhost:8000 (PORT=… for another port, TLS=1 for HTTPS).
	@exec tools/run

run-scaled: ## Serve it as a large floor needs it: PostgreSQL, Redis, nginx, two web processes, push, jobs (PORT=…).
	@exec tools/run-scaled

simulate: ## Watch a shift in three minutes: pickers work in the demo that make run serves (ARGS="--pickers 50 --faults").
	@exec tools/simulate $(ARGS)

test: ## Run every check, on SQLite and on PostgreSQL; installs what is missing first.
	@exec tools/test

check: ## Run the checks that take under a minute: format, lint, types, imports, fast tests.
	@exec tools/check

fmt: ## Format the code, and mend what the linter can mend by itself.
	@exec tools/fmt

bench: ## Measure confirmations through gunicorn on SQLite and on PostgreSQL.
	@exec tools/bench

bench-long: ## Measure what takes longer than ten minutes; goes on where it was stopped.
	@exec tools/bench --long

messages: ## Collect the texts for translation, and compile what is translated.
	@exec tools/messages

migration: ## Write a migration for what changed in the models: make migration NAME="add tote to pick line".
	@exec tools/migration "$(NAME)"

check-pages: ## Run Lighthouse, axe and the HTML checker on the handheld's pages (about five minutes).
	@exec tools/check-pages

screenshots: ## Take the pictures of the docs from the running app.
	@exec tools/screenshots

icons: ## Draw the icons for home screens from app/static/icon.svg again.
	@exec tools/icons

vendor: ## Fetch the browser's libraries and icons named in tools/vendor.json again.
	@exec tools/vendor

clean: ## Remove what can be made again (var/, where the data lie, stays).
	@exec tools/clean
