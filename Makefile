# landed: build, run on the samples, check everything. `make run` and `make test` need the Rust toolchain only.

AS_OF ?= 2026-11-22
OUT ?= target/sample-results
SAMPLES ?= samples/firm/firm.xlsx
export CLIPPY_CONF_DIR := $(CURDIR)/.ci

SOAK ?= 100000
CASES ?= 20000
SEED ?= $(shell date +%Y%m%d)
FUZZ_SECONDS ?= 300
FUZZ_SECONDS_judgement ?= 1200
FUZZ_TARGETS ?= judgement workbook sheet_xml child_stream delimited values headings timeline

.PHONY: run test test-pages bench deny fuzz soak soak-law samples screenshots clean

# Builds and runs the main job on the samples. Exit status 3 is expected: the samples hold rows that must be set aside.
run:
	cargo build --release --locked
	@status=0; \
	./target/release/landed run $(SAMPLES) --as-of $(AS_OF) --out $(OUT) || status=$$?; \
	if [ $$status -ne 0 ] && [ $$status -ne 3 ]; then exit $$status; fi; \
	echo "Exit status $$status. The results lie in $(OUT): summary.csv has one row per applicant,"; \
	echo "eligibility/ and ledger/ one file per applicant, issues.csv every data problem with its cell."

test:
	cargo fmt --all --check
	cargo clippy --locked --all-targets -- -D warnings
	@if cargo nextest --version >/dev/null 2>&1; then \
		echo cargo nextest run --locked; cargo nextest run --locked; \
	else \
		echo cargo test --locked --lib --bins --tests; cargo test --locked --lib --bins --tests; \
	fi
	cargo test --locked --doc
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items

# The published pages in a real browser, and the data package by its own validator (Chromium, Python and PyPI's frictionless).
test-pages:
	cargo build --locked
	rm -rf target/pages-results
	@status=0; ./target/debug/landed run samples/firm/firm.xlsx samples/hostile --as-of $(AS_OF) --out target/pages-results --quiet || status=$$?; \
	if [ $$status -ne 3 ]; then echo "exit status $$status where 3 was expected"; exit 1; fi
	python3 tests/browser/report_in_a_browser.py target/pages-results
	test -x target/frictionless/bin/frictionless || (python3 -m venv target/frictionless && target/frictionless/bin/pip install --quiet frictionless==5.21.0)
	@for dir in samples/csv samples/clients samples/partial/*/; do \
		out=target/package-results; rm -rf $$out; status=0; \
		./target/debug/landed run $$dir --as-of $(AS_OF) --out $$out --quiet || status=$$?; \
		if [ $$status -ne 0 ] && [ $$status -ne 3 ]; then exit 1; fi; \
		echo "$$dir"; FRICTIONLESS=$(CURDIR)/target/frictionless/bin/frictionless tests/browser/data_package $$out || exit 1; \
	done
	FRICTIONLESS=$(CURDIR)/target/frictionless/bin/frictionless tests/browser/data_package target/pages-results

# Measures against peers and against itself, in turn, and writes BENCHMARKS.md (BENCH=full for the whole; the scripts of an
# analyst are measured where PEERS is their folder and PYTHON one that has polars, fastexcel and duckdb).
BENCH ?= quick
PEERS ?=
PYTHON ?=
ONLY ?=
REPORT ?= $(if $(filter full,$(BENCH)),BENCHMARKS.md,target/bench/BENCHMARKS.md)
bench:
	cargo build --release --locked
	cargo build --release --locked --example book --example peer --example bench
	mkdir -p target/bench
	./target/release/examples/bench $(BENCH) --report $(REPORT) $(foreach name,$(ONLY),--only $(name)) \
		$(if $(PEERS),--peers $(PEERS)) $(if $(PYTHON),--python $(PYTHON))
	@echo "The figures lie in $(REPORT)."

# Every dependency's licence, source, doubled versions and known faults (cargo-deny, fetched where it is missing).
deny:
	./.ci/deny

# Every fuzz target in turn, one process each, from the kept corpus (needs the nightly toolchain and cargo-fuzz). What is found anew
# lies in fuzz/corpus-grown, what fails in fuzz/artifacts. No sanitizer: there is no unsafe code, and panics, overflows and broken
# invariants are what is looked for.
fuzz:
	@cargo fuzz --version >/dev/null 2>&1 || cargo install cargo-fuzz --locked
	@for target in $(FUZZ_TARGETS); do \
		case $$target in judgement) seconds=$(FUZZ_SECONDS_judgement);; *) seconds=$(FUZZ_SECONDS);; esac; \
		mkdir -p fuzz/corpus-grown/$$target; \
		echo "$$target: $$seconds seconds"; \
		cargo +nightly fuzz run --sanitizer none $$target fuzz/corpus-grown/$$target fuzz/corpus/$$target -- \
			-max_total_time=$$seconds -timeout=60 -print_final_stats=1 || exit 1; \
	done

# A book of SOAK applicants with damage of every kind: every row is accounted for, and the memory stays within its goal.
soak:
	LANDED_SOAK=$(SOAK) cargo test --release --locked --test it soak:: -- --nocapture

# CASES random applicants, and as many with their facts entangled, judged by the program and by the naive model of the law: other ones
# each day. A difference is told with the number of its applicant, whom the test `show_one_case` shows.
soak-law:
	LANDED_SEED=$(SEED) LANDED_CASES=$(CASES) cargo test --release --locked --test properties -- --nocapture \
		the_product_agrees_with_the_model they_agree_on_entangled_facts

# Makes the invented samples anew; they are kept in the repository.
samples:
	cargo run --release --locked --example samples

# Renders the pages of an invented book (needs Chromium and Python).
screenshots:
	cargo run --locked --example report_pages -- target/pages
	tests/browser/screenshots target/pages target/screenshots C-1001 C-1002 C-1003

clean:
	cargo clean
