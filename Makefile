PYTHON ?= python3

help:         ## list what make can do
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 14

run:          ## start Primo here with its own PostgreSQL and Valkey (PORT, HOST, DATABASE_URL, REDIS_URL)
	@$(PYTHON) -I app/local/bootstrap.py run

test:         ## lint, types and every test, a real browser included
	@$(PYTHON) -I app/local/bootstrap.py test

check:        ## ruff, mypy and djlint only
	@$(PYTHON) -I app/local/bootstrap.py check

demo:         ## fill a workspace with believable data and print the sign-in
	@$(PYTHON) -I app/local/bootstrap.py demo

bench:        ## measure, and compare with the limits of this machine
	@$(PYTHON) -I app/local/bootstrap.py bench

drills:       ## the long runs: kills, outages, storms
	@$(PYTHON) -I app/local/bootstrap.py drills

scan:         ## Wapiti and Schemathesis against a Primo of its own; both are fetched on first use
	@$(PYTHON) -I app/local/bootstrap.py scan

carry-over:   ## bring data of an older PostgreSQL into the current one
	@$(PYTHON) -I app/local/bootstrap.py carry-over

lock:         ## compile requirements*.in into pinned requirements*.txt
	@$(PYTHON) -I app/local/bootstrap.py lock

.PHONY: help run test check demo bench drills scan carry-over lock
